import type {
  Account,
  RestCredential,
  WebhookKey,
} from '../../libs/twilio-auth/src/core/accounts/account.js';
import { Secret } from '../../libs/twilio-auth/src/core/primitives/secret.js';
import { withoutUndefined } from '../../libs/twilio-auth/src/core/primitives/without-undefined.js';
import { baseAccount } from './base-account.js';

export const ACCOUNT_SID = 'AC0123456789abcdef0123456789abcdef';
export const KEY_SID = 'SK0123456789abcdef0123456789abcdef';
export const KEY_SECRET = 'secret-of-the-signing-key';

/** Changes of the account; the rest can issue access tokens. */
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

/** An account with an API key that can sign access tokens. */
export function signingAccount(changes: SigningAccountChanges = {}): Account {
  const { name = 'default', accountSid = ACCOUNT_SID, keySid = KEY_SID, keys = [] } = changes;
  return baseAccount({
    name,
    accountSid,
    ...withoutUndefined({ rest: changes.rest }),
    webhook: { keys, verify: true },
    accessTokens: withoutUndefined({
      keySid,
      keySecret: new Secret(changes.keySecret ?? KEY_SECRET),
      defaultTtlSeconds: changes.defaultTtlSeconds ?? 3600,
      region: changes.keyRegion,
    }),
  });
}
