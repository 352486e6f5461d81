import { createHash } from 'node:crypto';
import { bodyKind } from './content-type.js';
import { formFields, type FormFields } from './form-fields.js';
import type { WebhookRejectionReason } from './verdict.js';
import { isQueryOnly, queryOf, singleHeader, type WebhookRequest } from './webhook-request.js';

/** How the body takes part in the signature. */
export type SignedBody =
  /** Fields are appended to the URL. */
  | { readonly form: FormFields }
  /** The URL carries the hash, and the body must have it. */
  | { readonly hash: string; readonly bytes: Uint8Array }
  /** It cannot. */
  | { readonly reason: WebhookRejectionReason };

const NOTHING = Buffer.alloc(0);
const NO_FIELDS = formFields(NOTHING);

/**
 * Reads the body from its raw bytes. `bodySHA256` in the query decides, whatever the content
 * type says: that is how Twilio signs JSON.
 */
export function signedBody(request: WebhookRequest, target: string): SignedBody {
  const kind = bodyKind(singleHeader(request, 'content-type')?.trim() ?? '');
  const bytes = rawBytes(request);
  // No parser keeps the bytes of a type that it does not know.
  if (bytes === undefined) {
    return { reason: kind === 'other' ? 'unsupported-content-type' : 'raw-body-missing' };
  }
  const hash = bodyHash(target);
  if (hash !== undefined) return { hash, bytes };
  if (bytes.length === 0 && (isQueryOnly(request) || kind !== 'json')) return { form: NO_FIELDS };
  // A JSON body without a hash would be covered by nothing at all.
  if (kind === 'json') return { reason: 'body-hash-missing' };
  return kind === 'other' ? { reason: 'unsupported-content-type' } : { form: formFields(bytes) };
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
function rawBytes(request: WebhookRequest): Buffer | undefined {
  const { rawBody } = request;
  if (Buffer.isBuffer(rawBody)) return rawBody;
  if (rawBody instanceof Uint8Array) return Buffer.from(rawBody);
  if (typeof rawBody === 'string') return Buffer.from(rawBody);
  return hadBody(request) ? undefined : NOTHING;
}

function hadBody(request: WebhookRequest): boolean {
  const length = singleHeader(request, 'content-length');
  if (length !== undefined && length !== '0') return true;
  if (request.headers['transfer-encoding'] !== undefined) return true;
  // HTTP/2 needs neither header; parsers answer an empty body with nothing or an empty object.
  const { body } = request;
  if (body === undefined || body === null) return false;
  return typeof body !== 'object' || Object.keys(body).length > 0;
}
