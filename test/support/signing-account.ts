import type {
  Account,
  RestCredential,
  WebhookKey,
} from '../../libs/twilio-auth/src/core/accounts/account.js';
import { Secret } from '../../libs/twilio-auth/src/core/primitives/secret.js';
import { withoutUndefined } from '../../libs/twilio-auth/src/core/primitives/without-undefined.js';

export const ACCOUNT_SID = 'AC0123456789abcdef0123456789abcdef';
export const KEY_SID = 'SK0123456789abcdef0123456789abcdef';
export const KEY_SECRET = 'secret-of-the-signing-key';

/** What a suite changes about the account; the rest is fit to issue access tokens. */
export interface SigningAccountChanges {
  readonly name?: string;
  readonly accountSid?: string;
  readonly rest?: RestCredential;
  readonly keys?: readonly WebhookKey[];
  readonly keySid?: string;
  readonly keySecret?: string;
  readonly keyRegion?: string;
  readonly defaultTtlSeconds?: number;
}

/** An account whose API key may sign access tokens. */
export function signingAccount(changes: SigningAccountChanges = {}): Account {
  const { name = 'default', accountSid = ACCOUNT_SID, keySid = KEY_SID, keys = [] } = changes;
  return {
    name,
    accountSid,
    rest: changes.rest ?? { method: 'auth-token', authToken: new Secret('the-auth-token') },
    webhook: { keys, verify: true },
    accessTokens: withoutUndefined({
      keySid,
      keySecret: new Secret(changes.keySecret ?? KEY_SECRET),
      defaultTtlSeconds: changes.defaultTtlSeconds ?? 3600,
      region: changes.keyRegion,
    }),
    origin: {
      source: 'options',
      because: 'it was given',
      methodNamed: true,
      alternatives: [],
      variables: {},
    },
  };
}
