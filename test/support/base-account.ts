import type { Account } from '../../libs/twilio-auth/src/core/accounts/account.js';
import { Secret } from '../../libs/twilio-auth/src/core/primitives/secret.js';

/** An account configured by options, with these changes. */
export function baseAccount(changes: Partial<Account> = {}): Account {
  return {
    name: 'default',
    accountSid: `AC${'a'.repeat(32)}`,
    rest: { method: 'auth-token', authToken: new Secret('the-auth-token') },
    webhook: { keys: [], verify: true },
    origin: {
      source: 'options',
      because: 'it was given',
      methodNamed: true,
      alternatives: [],
      variables: {},
    },
    ...changes,
  };
}
