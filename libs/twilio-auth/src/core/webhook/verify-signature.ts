import { parseBaseUrl } from '../config/base-url.js';
import { explainMismatch } from './explain-mismatch.js';
import type { KeyRing } from './key-ring.js';
import type { SignatureCheck } from './signature.js';
import { hasHash } from './signed-body.js';
import type { SignedRequest } from './signed-request.js';
import { rejected, type Verdict } from './verdict.js';

/** What {@link verifySignature} needs besides the request and the keys. */
export interface SignatureOptions {
  readonly check: SignatureCheck;
  /** The signature that the request carries. */
  readonly signature: Buffer;
  /** The base URL of the route, if it has its own. */
  readonly baseUrl: string | undefined;
  /** In development: find out what differs. */
  readonly explain: boolean;
}

/**
 * Looks for the key that made the signature. A forged request costs one HMAC for each key and
 * each URL that Twilio may have signed, and no hash of its body.
 */
export function verifySignature(
  request: SignedRequest,
  ring: KeyRing,
  { check, signature, baseUrl, explain }: SignatureOptions,
): Verdict {
  const { account, keys } = ring;
  if (keys.length === 0) return rejected('no-signing-key', account);
  const base = parseBaseUrl(baseUrl ?? ring.baseUrl ?? request.ownBaseUrl());
  if (base === undefined) return rejected('bad-signature', account);
  for (const text of request.texts(base, request.target)) {
    const key = keys.find((one) => check.matches(one, text, signature));
    if (key === undefined) continue;
    const { hashedBody } = request;
    const isOtherBody = hashedBody !== undefined && !hasHash(hashedBody.bytes, hashedBody.hash);
    return isOtherBody
      ? rejected('body-mismatch', account)
      : { valid: true, account, key: key.name };
  }
  const rejection = rejected('bad-signature', account);
  if (!explain) return rejection;
  return { ...rejection, explanation: explainMismatch({ check, request, keys, signature, base }) };
}
