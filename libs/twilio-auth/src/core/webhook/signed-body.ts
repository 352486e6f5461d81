import { createHash } from 'node:crypto';
import { formFields, type FormFields } from './form-fields.js';
import type { WebhookRefusalReason } from './verdict.js';
import { isQueryOnly, queryOf, singleHeader, type WebhookRequest } from './webhook-request.js';

/** How the body takes part in the signature. */
export type SignedBody =
  /** Fields are appended to the URL. */
  | { readonly form: FormFields }
  /** The URL carries the hash, and the body must have it. */
  | { readonly hash: string; readonly bytes: Uint8Array }
  /** It cannot. */
  | { readonly reason: WebhookRefusalReason };

const NOTHING = Buffer.alloc(0);
const NO_FIELDS = formFields(NOTHING);
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const JSON_TYPE = /^[^;]*[/+]json\s*(;|$)/i;
const OTHER_CHARSET = /;\s*charset\s*=\s*(?!"?utf-8"?\s*(;|$))/i;

/**
 * Reads the body from its raw bytes. `bodySHA256` in the query decides, whatever the content
 * type says: that is how Twilio signs JSON.
 */
export function signedBody(request: WebhookRequest, target: string): SignedBody {
  const type = singleHeader(request, 'content-type')?.trim() ?? '';
  const isForm = type === '' || FORM_TYPE.test(type);
  const isJson = !isForm && JSON_TYPE.test(type);
  const bytes = rawBytes(request);
  // No parser keeps the bytes of a type that it does not know.
  if (bytes === undefined) {
    return { reason: isForm || isJson ? 'raw-body-missing' : 'unsupported-content-type' };
  }
  const hash = bodyHash(target);
  if (hash !== undefined) return { hash, bytes };
  if (bytes.length === 0 && (isQueryOnly(request) || !isJson)) return { form: NO_FIELDS };
  // A JSON body without a hash would be covered by nothing at all.
  if (isJson) return { reason: 'body-hash-missing' };
  // Read in another charset, genuine bytes would reach the handler as another text.
  if (!isForm || OTHER_CHARSET.test(type)) return { reason: 'unsupported-content-type' };
  return { form: formFields(bytes) };
}

/** Whether these bytes have the hash that the signed URL carries. Twilio writes lower-case hex. */
export function hasHash(bytes: Uint8Array, hash: string): boolean {
  return createHash('sha256').update(bytes).digest('hex') === hash;
}

/** The first `bodySHA256` of the query; one in the path is part of the path. */
function bodyHash(target: string): string | undefined {
  const query = queryOf(target);
  if (!query.includes('bodySHA256=')) return undefined;
  const field = query.split('&').find((pair) => pair.startsWith('bodySHA256='));
  return field?.slice('bodySHA256='.length);
}

/** The bytes of the body, none when there was no body, `undefined` when they were not kept. */
function rawBytes(request: WebhookRequest): Uint8Array | undefined {
  const { rawBody } = request;
  if (rawBody instanceof Uint8Array) return rawBody;
  if (typeof rawBody === 'string') return Buffer.from(rawBody);
  return hadBody(request) ? undefined : NOTHING;
}

function hadBody(request: WebhookRequest): boolean {
  const length = singleHeader(request, 'content-length');
  if (length !== undefined && length !== '0') return true;
  if (request.headers['transfer-encoding'] !== undefined) return true;
  // HTTP/2 needs neither header; parsers answer an empty body with nothing or an empty object.
  const { body } = request;
  if (typeof body !== 'object' || body === null) return body !== undefined && body !== null;
  return Object.keys(body).length > 0;
}
