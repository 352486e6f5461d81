import type { BaseUrlMemo } from './base-url.js';
import type { Evidence } from './evidence.js';
import { explainMismatch } from './explain-mismatch.js';
import type { KeyRing } from './key-ring.js';
import type { SignatureCheck } from './signature.js';
import { hasHash } from './signed-body.js';
import { rejected, type Verdict } from './verdict.js';

/** What a signature is checked with. */
export interface Proof {
  readonly check: SignatureCheck;
  readonly bases: BaseUrlMemo;
  readonly signature: Buffer;
  /** The base URL of the route, if it has its own. */
  readonly baseUrl: string | undefined;
  /** Development: find out what differs. */
  readonly explain: boolean;
}

/**
 * Looks for the key of the ring that made the signature. A forged request costs one HMAC for
 * each key and each URL that Twilio may have signed, and no hash of its body.
 */
export function proveRequest(evidence: Evidence, ring: KeyRing, proof: Proof): Verdict {
  const { account, keys } = ring;
  const { check, signature, explain } = proof;
  if (keys.length === 0) return rejected('no-signing-key', account);
  const base = proof.bases.parse(proof.baseUrl ?? ring.baseUrl ?? evidence.ownBase());
  if (base === undefined) return rejected('bad-signature', account);
  for (const text of evidence.texts(base, evidence.target)) {
    const key = keys.find(({ secret }) => check.matches(secret, text, signature));
    if (key === undefined) continue;
    const { hashed } = evidence;
    if (hashed !== undefined && !hasHash(hashed.bytes, hashed.hash)) {
      return rejected('body-mismatch', account);
    }
    return { valid: true, account, key: key.name };
  }
  const rejection = rejected('bad-signature', account);
  if (!explain) return rejection;
  return { ...rejection, explanation: explainMismatch({ check, evidence, keys, signature, base }) };
}
