import { byId, fill, make, setText } from './dom.js';

/** What is known of the account, and what its credential cannot do. */
export function showAccount({ account, signingKeySid, limits }) {
  const { accountSid, identifier, environment, webhook, region, edge } = account;
  setText(byId('account-headline'), `${accountSid.slice(0, 8)}…`);
  const facts = {
    Account: accountSid,
    Credential: identifier,
    Environment: `${environment.name}: ${environment.because}`,
    'Webhooks are verified with': webhook.keys.join(', ') || 'no key',
    'Webhooks reach us at': webhook.baseUrl ?? 'the address in the request',
    'Access tokens are signed with': signedWith(signingKeySid, identifier),
    Region: [region, edge].filter(Boolean).join(', ') || 'us1',
  };
  fill(byId('facts'), facts, () =>
    Object.entries(facts)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value))),
  );
  fill(byId('limits'), limits, () =>
    limits.map((cannot) => make('li', {}, `It cannot ${cannot.replaceAll('`', '')}.`)),
  );
}

/** OAuth and the Auth Token sign none: an API key does. */
function signedWith(keySid, identifier) {
  if (keySid === undefined) return 'no key';
  return keySid === identifier ? keySid : `${keySid}, another credential`;
}
