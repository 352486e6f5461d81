import type { EmulatedAccount } from './emulated-account.js';

/** The ways to authenticate, as `TWILIO_AUTH_METHOD` names them. */
export const AUTH_METHODS = ['oauth', 'api-key', 'auth-token', 'test'] as const;
/** One of the ways to authenticate. */
export type AuthMethod = (typeof AUTH_METHODS)[number];

/** The `TWILIO_*` variables with which an application uses `account` by `method`. */
export function envFor(
  account: EmulatedAccount,
  url: string,
  method: AuthMethod,
): Record<string, string> {
  return { TWILIO_AUTH_METHOD: method, ...credentials(account, method), TWILIO_API_BASE_URL: url };
}

function credentials(account: EmulatedAccount, method: AuthMethod): Record<string, string> {
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
