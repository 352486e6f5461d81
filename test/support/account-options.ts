import type { AccountOptions, ApiKeyType, AuthOptions } from 'nestjs-twilio-auth';
import type { EmulatedAccount } from 'twilio-auth-emulator';

/** Options with the credential itself, and not a function that fetches it. */
export interface GivenAccount extends AccountOptions {
  readonly auth: AuthOptions;
}

/** Options of an emulated account, by API key, with `keyType` if it is given. */
export const keyAccount = (
  { sid, apiKeys }: EmulatedAccount,
  type: ApiKeyType,
  keyType?: ApiKeyType,
): GivenAccount => ({
  accountSid: sid,
  auth: {
    method: 'api-key',
    keySid: apiKeys[type].sid,
    keySecret: apiKeys[type].secret,
    ...(keyType && { keyType }),
  },
});
/** The same by OAuth app. */
export const oauthAccount = ({ sid, oauthApp }: EmulatedAccount): GivenAccount => ({
  accountSid: sid,
  auth: { method: 'oauth', clientId: oauthApp.clientId, clientSecret: oauthApp.clientSecret },
});
/** The same by Auth Token. */
export const tokenAccount = ({ sid, authToken }: EmulatedAccount): GivenAccount => ({
  accountSid: sid,
  auth: { method: 'auth-token', authToken },
});
/** The same by test credentials. */
export const testAccount = ({ testCredentials }: EmulatedAccount): GivenAccount => ({
  accountSid: testCredentials.accountSid,
  auth: { method: 'test', authToken: testCredentials.authToken },
});
