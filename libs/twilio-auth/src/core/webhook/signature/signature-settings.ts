import type { WebhookKey } from '../../accounts/account.js';
import type { SignatureAlgorithm } from './signature.js';
import { singleHeader, type WebhookRequest } from '../request/webhook-request.js';

/** What a request says about its signature. */
type SignatureSettings =
  /** Nothing: it was signed with HMAC-SHA1, by the Auth Token or a key without more to say. */
  | { readonly by: 'any-sha1-key'; readonly algorithm: 'hmac-sha1' }
  /** The SharedKey that signed it, and how. */
  | { readonly by: 'shared-key'; readonly keyId: string; readonly algorithm: SignatureAlgorithm }
  /** Something that no key can answer to. */
  | { readonly by: 'nothing'; readonly reason: 'unknown-key' | 'unknown-algorithm' };

/** Twilio's names (https://www.twilio.com/docs/webhooks/shared-keys). */
const ALGORITHMS: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  ['HMAC_SHA1', 'hmac-sha1'],
  ['HMAC_SHA256', 'hmac-sha256'],
]);

/** Settings that a key can answer to. */
export type UsableSettings = Exclude<SignatureSettings, { readonly by: 'nothing' }>;

const USUAL = /^key=([^,\s]+),algorithm=([A-Z0-9_]+)$/;
const DEFAULTS = { by: 'any-sha1-key', algorithm: 'hmac-sha1' } as const;
const UNKNOWN_KEY = { by: 'nothing', reason: 'unknown-key' } as const;
const UNKNOWN_ALGORITHM = { by: 'nothing', reason: 'unknown-algorithm' } as const;

/** Reads `X-Twilio-Webhooks-Signature-Settings: key=…,algorithm=HMAC_SHA256`. */
export function signatureSettings(request: WebhookRequest): SignatureSettings {
  const header = singleHeader(request, 'x-twilio-webhooks-signature-settings');
  if (header === undefined) return DEFAULTS;
  const [, keyId = '', name = ''] = USUAL.exec(header) ?? [];
  const algorithm = ALGORITHMS.get(name);
  return algorithm === undefined ? unusualSettings(header) : { by: 'shared-key', keyId, algorithm };
}

/** In another order, or with something missing or unknown. */
function unusualSettings(header: string): SignatureSettings {
  const settings = header.split(',').map((setting) => setting.trim());
  const [keyId, ...otherKeys] = valuesOf(settings, 'key=');
  if (keyId === undefined || keyId === '' || otherKeys.length > 0) return UNKNOWN_KEY;
  const [name = '', ...otherNames] = valuesOf(settings, 'algorithm=');
  const algorithm = ALGORITHMS.get(name);
  if (algorithm === undefined || otherNames.length > 0) return UNKNOWN_ALGORITHM;
  return { by: 'shared-key', keyId, algorithm };
}

function valuesOf(settings: readonly string[], start: string): string[] {
  return settings.filter((one) => one.startsWith(start)).map((one) => one.slice(start.length));
}

/**
 * The keys that may have made the signature, or why there is none. A key is never used with an
 * algorithm that it was not given for.
 */
export function keysFor(
  settings: UsableSettings,
  keys: readonly WebhookKey[],
): readonly WebhookKey[] | 'unknown-key' | 'unknown-algorithm' {
  const { algorithm } = settings;
  if (settings.by === 'any-sha1-key') {
    const found = keys.filter((key) => key.algorithm === algorithm);
    return found.length === 0 ? 'unknown-key' : found;
  }
  const named = keys.filter(({ keyId }) => keyId === settings.keyId);
  if (named.length === 0) return 'unknown-key';
  const found = named.filter((key) => key.algorithm === algorithm);
  return found.length === 0 ? 'unknown-algorithm' : found;
}
