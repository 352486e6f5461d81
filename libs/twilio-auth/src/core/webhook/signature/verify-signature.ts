import type { WebhookKey } from '../../accounts/account.js';
import { explainMismatch } from './explain-mismatch.js';
import { accountSidsInJson } from '../request/json-accounts.js';
import type { KeyRing } from '../keys/key-ring.js';
import type { SignatureCheck } from './signature.js';
import { hasHash } from '../request/signed-body.js';
import {
  signedPlace,
  type ConfiguredBases,
  type PublicUrlOptions,
} from '../request/signed-place.js';
import type { SignedRequest } from '../request/signed-request.js';
import { rejected, type RejectedWebhook } from '../verdict.js';

/** What {@link verifySignature} needs besides the request and the account. */
interface SignatureOptions extends PublicUrlOptions {
  readonly check: SignatureCheck;
  /** The signature that the request carries. */
  readonly signature: Buffer;
  /** The keys of the account that may have made it. */
  readonly keys: readonly WebhookKey[];
  readonly bases: ConfiguredBases;
  /** In development: find out what differs. */
  readonly explain: boolean;
}

/** A request that one of these keys signed. */
export interface SignedBy {
  readonly valid: true;
  readonly key: WebhookKey;
}

/** What JSON names that cannot be read: another parser may read an account in it. */
const UNKNOWN = [''];

/**
 * Looks for the key that made the signature. A forged request costs one HMAC for each key and
 * each URL that Twilio may have signed, and no hash of its body.
 */
export function verifySignature(
  request: SignedRequest,
  ring: KeyRing,
  options: SignatureOptions,
): SignedBy | RejectedWebhook {
  const { account, accountSid } = ring;
  const { check, signature, keys, explain } = options;
  const place = signedPlace(request, ring, options, options.bases);
  if (place === undefined) return rejected('bad-signature', account);
  for (const text of request.texts(place.base, place.target)) {
    const key = keys.find((one) => check.matches(one, text, signature));
    if (key === undefined) continue;
    const { hashedBody } = request;
    if (hashedBody === undefined) return { valid: true, key };
    const { bytes, hash, isJson } = hashedBody;
    if (!hasHash(bytes, hash)) return rejected('body-mismatch', account);
    // Only now: parsing JSON that nobody signed is work for whoever sends it.
    const sids = accountSidsInJson(bytes) ?? (isJson && bytes.length > 0 ? UNKNOWN : []);
    const isOther = sids.some((sid) => sid !== accountSid);
    return isOther ? rejected('account-conflict', account) : { valid: true, key };
  }
  const rejection = rejected('bad-signature', account);
  if (!explain) return rejection;
  const allKeys = ring.webhook.keys;
  const isWholeUrl = options.url !== undefined;
  const mismatch = { check, request, keys, allKeys, signature, isWholeUrl, ...place };
  return { ...rejection, explanation: explainMismatch(mismatch) };
}
