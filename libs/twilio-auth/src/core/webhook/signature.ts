import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Secret } from '../primitives/secret.js';

/** 20 bytes in base64, in canonical form: the last letter has no unused bits set. */
const SIGNATURE = /^[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=$/;

/** The bytes of an `X-Twilio-Signature` header, or `undefined` when no key can have made it. */
export function signatureBytes(header: string): Buffer | undefined {
  if (header.length !== 28 || !SIGNATURE.test(header)) return undefined;
  return Buffer.from(header, 'base64');
}

/** What is signed: the URL, directly followed by the parameters. */
export interface SignedText {
  readonly url: string;
  readonly params: Uint8Array;
}

/** The header that Twilio would send for this text. */
export function signatureOf(key: string, text: SignedText): string {
  return hmacOf(key, text).toString('base64');
}

/**
 * Checks signatures: base64 of HMAC-SHA1
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-security).
 *
 * A key is prepared once, and kept for as long as its `Secret` is in use anywhere.
 */
export class SignatureCheck {
  readonly #prepared = new WeakMap<Secret, KeyObject>();

  /** Whether this key made the signature for this text, compared in constant time. */
  matches(secret: Secret, text: SignedText, signature: Buffer): boolean {
    const key = this.#prepare(secret);
    return key !== undefined && timingSafeEqual(hmacOf(key, text), signature);
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

function hmacOf(key: string | KeyObject, { url, params }: SignedText): Buffer {
  const hmac = createHmac('sha1', key).update(url);
  if (params.length > 0) hmac.update(params);
  return hmac.digest();
}
