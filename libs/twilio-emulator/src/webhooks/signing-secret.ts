import type { Account } from '../state/account.js';
import type { SigningKeyName } from './webhook.js';

/**
 * The secret that signs an account's webhooks. Twilio signs with the primary Auth Token, or with
 * a shared key where one is configured; the secondary token is there to test that it is rejected.
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 * @see https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys
 * @throws {Error} if the account has no such key.
 */
export function signingSecret(account: Account, name: SigningKeyName): string {
  const tokens = account.authTokens.get('us1');
  const secret =
    typeof name === 'object'
      ? account.sharedKeys.find((key) => key.name === name.sharedKey)?.secret
      : tokens?.[name];
  if (secret === undefined) {
    const what = typeof name === 'object' ? `shared key "${name.sharedKey}"` : `${name} Auth Token`;
    throw new Error(`${account.sid} has no ${what}`);
  }
  return secret;
}
