import { createHash } from 'node:crypto';
import { hasTooManyFields, parseForm, type Form } from './form.js';
import type { WebhookRejectionReason } from './verdict.js';
import {
  fieldOf,
  isQueryOnly,
  queryOf,
  singleHeader,
  type WebhookRequest,
} from './webhook-request.js';

/** How the signature covers the body. */
type SignedBody =
  /** By its fields, which are appended to the URL. */
  | { readonly kind: 'form'; readonly form: Form }
  /** By its hash, which is in the URL. `form` is what a parser may read in it. */
  | { readonly kind: 'hash'; readonly hash: string; readonly bytes: Buffer; readonly form: Form }
  /** It cannot cover this one. */
  | { readonly kind: 'unreadable'; readonly reason: WebhookRejectionReason };

const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const JSON_TYPE = /^[^;]*[/+]json\s*(;|$)/i;
const OTHER_CHARSET = /;\s*charset\s*=\s*(?!"?utf-8"?\s*(;|$))/i;

const NOTHING = Buffer.alloc(0);
const NO_FIELDS = parseForm(NOTHING);

/**
 * Reads the body from its raw bytes. `bodySHA256` in the query decides, whatever the content
 * type says: that is how Twilio signs JSON.
 */
export function signedBody(request: WebhookRequest, target: string): SignedBody {
  const kind = bodyKind(singleHeader(request, 'content-type')?.trim() ?? '');
  const bytes = rawBytes(request);
  const hash = bodyHash(target);
  if (bytes === undefined) {
    // A parser keeps no bytes of a type that it does not know.
    const isUnknown = kind === 'other' && hash === undefined;
    return { kind: 'unreadable', reason: isUnknown ? 'body-hash-missing' : 'raw-body-missing' };
  }
  // Regulatory bundles are reported by GET, with a hash beside the signed parameters.
  if (bytes.length === 0 && isQueryOnly(request)) return { kind: 'form', form: NO_FIELDS };
  if (hash !== undefined) {
    const form = kind === 'form' ? parseForm(bytes) : NO_FIELDS;
    return hasTooManyFields(form) ? TOO_MANY_FIELDS : { kind: 'hash', hash, bytes, form };
  }
  if (bytes.length === 0 && kind !== 'json') return { kind: 'form', form: NO_FIELDS };
  // Without a hash, nothing in the signature covers a body that is no form.
  if (kind !== 'form') return { kind: 'unreadable', reason: 'body-hash-missing' };
  const form = parseForm(bytes);
  return hasTooManyFields(form) ? TOO_MANY_FIELDS : { kind: 'form', form };
}

const TOO_MANY_FIELDS = { kind: 'unreadable', reason: 'too-many-fields' } as const;

/** Whether these bytes have the hash that the signed URL carries. Twilio writes lower-case hex. */
export function hasHash(bytes: Uint8Array, hash: string): boolean {
  return createHash('sha256').update(bytes).digest('hex') === hash;
}

/**
 * What a body of this content type can be signed as; without a type, a form. A form in another
 * charset is neither: its signed bytes would reach the handler as different text.
 */
function bodyKind(contentType: string): 'form' | 'json' | 'other' {
  if (contentType === '') return 'form';
  if (FORM.test(contentType)) return OTHER_CHARSET.test(contentType) ? 'other' : 'form';
  return JSON_TYPE.test(contentType) ? 'json' : 'other';
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
  const rawBody = fieldOf(request, 'rawBody');
  if (Buffer.isBuffer(rawBody)) return rawBody;
  if (rawBody instanceof Uint8Array) return Buffer.from(rawBody);
  if (typeof rawBody === 'string') return Buffer.from(rawBody);
  return hasBody(request) ? undefined : NOTHING;
}

function hasBody(request: WebhookRequest): boolean {
  const length = singleHeader(request, 'content-length');
  if (length !== undefined && length !== '0') return true;
  if (singleHeader(request, 'transfer-encoding') !== undefined) return true;
  if (length === undefined && mayStreamBody(request)) return true;
  // Parsers turn an empty body into nothing or an empty object.
  const body = fieldOf(request, 'body');
  if (body === undefined || body === null) return false;
  return typeof body !== 'object' || Object.keys(body).length > 0;
}

/** HTTP/2 announces a body by no header: only a stream that ended with its headers has none. */
function mayStreamBody(request: WebhookRequest): boolean {
  const raw = fieldOf(request, 'raw');
  const node = typeof raw === 'object' && raw !== null ? (raw as WebhookRequest) : request;
  if ((fieldOf(node, 'httpVersionMajor') ?? 1) < 2) return false;
  const stream = fieldOf(node, 'stream');
  if (typeof stream !== 'object' || stream === null) return true;
  return fieldOf(stream as { readonly endAfterHeaders?: unknown }, 'endAfterHeaders') !== true;
}
