import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Secret } from '../primitives/secret.js';

/**
 * The bytes of an `X-Twilio-Signature` header, or `undefined` when no key could have made it.
 * Only the one canonical spelling of 20 bytes in base64 counts.
 */
export function signatureBytes(header: string): Buffer | undefined {
  if (header.length !== 28) return undefined;
  const bytes = Buffer.from(header, 'base64');
  return bytes.length === 20 && bytes.toString('base64') === header ? bytes : undefined;
}

/** What is signed: the URL, and the parameters right behind it. */
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
 * Keys are kept in the form that signs fastest for as long as their `Secret` lives, so a
 * rotated key is forgotten by itself.
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
