import type { Account, SignatureAlgorithm } from '../state/account.js';
import type { SigningKeyName } from './webhook.js';

/** The key that signs a webhook. */
export interface SigningKey {
  readonly secret: string;
  readonly algorithm: SignatureAlgorithm;
  /** Named in a header, for a shared key of Twilio. */
  readonly keyId: string | undefined;
}

/**
 * The key that signs an account's webhooks. Twilio signs with the primary Auth Token and SHA-1, or with
 * a shared key where one is configured; the secondary token is there to test that it is rejected.
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 * @see https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys
 * @throws {Error} if the account has no such key.
 */
export function signingKey(account: Account, name: SigningKeyName): SigningKey {
  if (typeof name === 'object') return sharedKey(account, name.sharedKey);
  const secret = account.authTokens.get('us1')?.[name];
  if (secret === undefined) throw new Error(`${account.sid} has no ${name} Auth Token`);
  return { secret, algorithm: 'hmac-sha1', keyId: undefined };
}

function sharedKey(account: Account, name: string): SigningKey {
  const key = account.sharedKeys.find((one) => one.name === name);
  if (key === undefined) throw new Error(`${account.sid} has no shared key "${name}"`);
  const { secret, keyId, algorithm = keyId === undefined ? 'hmac-sha1' : 'hmac-sha256' } = key;
  return { secret, algorithm, keyId };
}

/** The header with which Twilio names a shared key and its algorithm; none for an Auth Token. */
export function signatureSettings({ keyId, algorithm }: SigningKey): Record<string, string> {
  if (keyId === undefined) return {};
  const name = algorithm.toUpperCase().replace('-', '_');
  return { 'x-twilio-webhooks-signature-settings': `key=${keyId},algorithm=${name}` };
}
