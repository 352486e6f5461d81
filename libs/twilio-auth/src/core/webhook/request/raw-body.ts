import { fieldOf, singleHeader, type WebhookRequest } from './webhook-request.js';

const NOTHING = Buffer.alloc(0);

/** The bytes of the body, none when there was no body, `undefined` when they were not kept. */
export function rawBytes(request: WebhookRequest): Buffer | undefined {
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
