import type { EmulatedAccount } from './emulated-account.js';

/** The ways to authenticate, as `TWILIO_AUTH_METHOD` names them. */
export const AUTH_METHODS = ['oauth', 'api-key', 'auth-token', 'test'] as const;
/** One of the ways to authenticate. */
export type AuthMethod = (typeof AUTH_METHODS)[number];

/**
 * The `TWILIO_*` variables with which an application uses `account` by `method`: the credential, the
 * keys for access tokens and webhooks, and the emulator's address.
 */
export function envFor(
  account: EmulatedAccount,
  url: string,
  method: AuthMethod,
): Record<string, string> {
  return {
    TWILIO_AUTH_METHOD: method,
    ...credential(account, method),
    ...accessTokenKey(account),
    // The Auth Token verifies webhooks by itself, and after its rotation the new one does.
    ...(method === 'auth-token' ? {} : { TWILIO_WEBHOOK_SIGNING_KEYS: account.authToken }),
    TWILIO_API_BASE_URL: url,
  };
}

/** How an application on this machine reaches an emulator that listens there. */
export function reachableUrl(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function credential(account: EmulatedAccount, method: AuthMethod): Record<string, string> {
  switch (method) {
    case 'oauth':
      return {
        TWILIO_ACCOUNT_SID: account.sid,
        TWILIO_OAUTH_CLIENT_ID: account.oauthApp.clientId,
        TWILIO_OAUTH_CLIENT_SECRET: account.oauthApp.clientSecret,
      };
    case 'api-key':
      return {
        TWILIO_ACCOUNT_SID: account.sid,
        TWILIO_API_KEY: account.apiKeys.standard.sid,
        TWILIO_API_SECRET: account.apiKeys.standard.secret,
        TWILIO_API_KEY_TYPE: 'standard',
      };
    case 'auth-token':
      return { TWILIO_ACCOUNT_SID: account.sid, TWILIO_AUTH_TOKEN: account.authToken };
    case 'test':
      return {
        TWILIO_TEST_ACCOUNT_SID: account.testCredentials.accountSid,
        TWILIO_TEST_AUTH_TOKEN: account.testCredentials.authToken,
      };
  }
}

/** A seed need not have a standard key; then nothing signs access tokens. */
function accessTokenKey(account: EmulatedAccount): Record<string, string> {
  const key = account.keyOfType('standard');
  if (key === undefined) return {};
  return { TWILIO_ACCESS_TOKEN_KEY: key.sid, TWILIO_ACCESS_TOKEN_SECRET: key.secret };
}
