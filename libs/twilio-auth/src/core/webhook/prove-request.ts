import { parseBaseUrl } from './base-url.js';
import type { Evidence } from './evidence.js';
import type { KeyRing } from './key-ring.js';
import type { SignatureCheck } from './signature.js';
import { hasHash } from './signed-body.js';
import { refused, type Verdict } from './verdict.js';

/**
 * Looks for the key of the ring that made the signature. A forged request costs one HMAC for
 * each key and each URL that Twilio may have signed, and no hash of its body.
 */
export function proveRequest(
  check: SignatureCheck,
  evidence: Evidence,
  ring: KeyRing,
  signature: Buffer,
  routeBaseUrl: string | undefined,
): Verdict {
  const { account, keys } = ring;
  if (keys.length === 0) return refused('no-signing-key', account);
  const base = parseBaseUrl(routeBaseUrl ?? ring.baseUrl ?? evidence.ownBase);
  if (base === undefined) return refused('bad-signature', account);
  for (const text of evidence.texts(base)) {
    const key = keys.find(({ secret }) => check.matches(secret, text, signature));
    if (key === undefined) continue;
    const { hashed } = evidence;
    if (hashed !== undefined && !hasHash(hashed.bytes, hashed.hash)) {
      return refused('body-mismatch', account);
    }
    return { valid: true, account, key: key.name };
  }
  return refused('bad-signature', account);
}
