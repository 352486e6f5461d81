/** What every client tries, and what has to come of it: `ok`, or the status and Twilio's code of a refusal. */
export const FLOWS = [
  { id: 'send', title: 'send with the Auth Token', expected: 'ok' },
  { id: 'fetch', title: 'fetch what was sent', expected: 'ok' },
  { id: 'pages', title: 'list three messages, two a page', expected: 'ok' },
  { id: 'api-key', title: 'send with an API key', expected: 'ok' },
  { id: 'restricted', title: 'restricted key without the permission', expected: '401 70051' },
  { id: 'wrong-token', title: 'wrong Auth Token', expected: '401 20003' },
  { id: 'magic', title: 'test credentials, a magic number', expected: '400 21211' },
  { id: 'test-list', title: 'test credentials, a list', expected: '403 20008' },
  { id: 'subaccount', title: "subaccount with the parent's Auth Token", expected: 'ok' },
  { id: 'oauth', title: 'OAuth token, then a list', expected: 'ok' },
  { id: 'oauth-missing', title: 'OAuth token without the permission', expected: '401 70051' },
];

/** A fresh account for each client. */
export const SEED = {
  accounts: [
    {
      apiKeys: [
        { type: 'standard' },
        { type: 'restricted', permissions: ['/twilio/messaging/messages/create'] },
      ],
      oauthApps: [{ permissions: ['/twilio/messaging/messages/list'] }],
      testCredentials: {},
      phoneNumbers: [{ phoneNumber: '+15005550010' }],
      subaccounts: [{}],
    },
  ],
};

/** What a client is told, in the variable `CLIENT`. */
export function inputOf({ account, url }) {
  const { sid, authToken, apiKeys, oauthApp, testCredentials, subaccounts } = account;
  return JSON.stringify({
    url,
    sid,
    token: authToken,
    key: apiKeys.standard,
    restricted: apiKeys.restricted,
    app: { id: oauthApp.clientId, secret: oauthApp.clientSecret },
    test: testCredentials,
    subaccount: subaccounts[0].sid,
  });
}
