import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { WebhookKey } from '../../accounts/account.js';
import type { Secret } from '../../primitives/secret.js';

/** How a key signs. */
export type SignatureAlgorithm = WebhookKey['algorithm'];

const HASHES: Readonly<Record<SignatureAlgorithm, string>> = {
  'hmac-sha1': 'sha1',
  'hmac-sha256': 'sha256',
};

/** Base64 in canonical form: the last letter has no unused bits set. */
const SIGNATURES: Readonly<Record<SignatureAlgorithm, RegExp>> = {
  'hmac-sha1': /^[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=$/,
  'hmac-sha256': /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/,
};

/** What an `X-Twilio-Signature` header says, or `undefined` when no key can have made it. */
export function signatureBytes(header: string, algorithm: SignatureAlgorithm): Buffer | undefined {
  return SIGNATURES[algorithm].test(header) ? Buffer.from(header, 'latin1') : undefined;
}

/** What is signed: the URL, directly followed by the parameters. */
export interface SignedText {
  readonly url: string;
  readonly params: Uint8Array;
}

/** The header that Twilio would send for this text. */
export function signatureOf(
  key: string,
  text: SignedText,
  algorithm: SignatureAlgorithm = 'hmac-sha1',
): string {
  return hmacOf(key, text, algorithm);
}

/**
 * Checks signatures: base64 of HMAC-SHA1, or of HMAC-SHA256 for the keys that have it
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-security).
 *
 * A key is prepared once, and kept for as long as its `Secret` is in use anywhere.
 */
export class SignatureCheck {
  readonly #prepared = new WeakMap<Secret, KeyObject>();

  /**
   * Whether this key made the signature for this text, compared in constant time. The signature
   * must have the length that the algorithm of the key gives it.
   */
  matches({ secret, algorithm }: WebhookKey, text: SignedText, signature: Buffer): boolean {
    const key = this.#prepare(secret);
    if (key === undefined) return false;
    // As text, because a digest in a Buffer of its own takes longer than the comparison.
    const expected = Buffer.from(hmacOf(key, text, algorithm), 'latin1');
    return timingSafeEqual(expected, signature);
  }

  #prepare(secret: Secret): KeyObject | undefined {
    const known = this.#prepared.get(secret);
    if (known !== undefined) return known;
    const value = secret.reveal();
    // Anybody can sign with the empty key.
    if (value === '') return undefined;
    const key = createSecretKey(value, 'utf8');
    this.#prepared.set(secret, key);
    return key;
  }
}

function hmacOf(
  key: string | KeyObject,
  { url, params }: SignedText,
  algorithm: SignatureAlgorithm,
): string {
  return createHmac(HASHES[algorithm], key).update(url).update(params).digest('base64');
}
