import { promisify } from 'node:util';
import { brotliDecompress, constants, inflateRaw, unzip } from 'node:zlib';
import { redact } from '../../errors/redact.js';
import { isObject } from '../../primitives/is-object.js';
import type { HeaderMap, WireResponse } from '../connections/wire.js';
import { ExchangeFailure } from './failures.js';

/** An answer as the SDK expects it. */
export interface DecodedResponse {
  readonly status: number;
  readonly headers: HeaderMap;
  readonly body: unknown;
}

type Decompress = (body: Buffer, maxOutputLength: number) => Promise<Buffer>;

// Of a body that ends early, what came is used, as in axios.
const finishFlush = constants.Z_SYNC_FLUSH;
const gzip: Decompress = (body, maxOutputLength) =>
  promisify(unzip)(body, { finishFlush, maxOutputLength });
const deflate: Decompress = (body, maxOutputLength) =>
  // The low four bits of a zlib header are 8; without one the data is raw (RFC 1950, 2.2).
  promisify((body[0]! & 0x0f) === 8 ? unzip : inflateRaw)(body, { finishFlush, maxOutputLength });
const brotli: Decompress = (body, maxOutputLength) =>
  promisify(brotliDecompress)(body, {
    finishFlush: constants.BROTLI_OPERATION_FLUSH,
    maxOutputLength,
  });

const DECOMPRESS: Readonly<Record<string, Decompress>> = {
  gzip,
  'x-gzip': gzip,
  deflate,
  br: brotli,
};

/**
 * Decompresses, parses and joins headers as axios and Node would. An error may quote the request:
 * the Authorization header that it was sent with does not get into an exception and a log.
 */
export async function decodeResponse(
  response: WireResponse,
  maxBodyBytes: number,
  authorization?: string,
): Promise<DecodedResponse> {
  const { status, stream } = response;
  const headers = joinHeaders(response.headers);
  if (stream !== undefined) return { status, headers, body: stream };
  const encoding = headers['content-encoding'];
  const body =
    typeof encoding === 'string'
      ? await decompress(response.body, encoding, headers, maxBodyBytes)
      : response.body;
  const text = decodeText(body);
  const quotes = status >= 400 && authorization !== undefined;
  return {
    status,
    headers,
    body: parseBody(quotes ? withoutCredential(text, authorization) : text),
  };
}

async function decompress(
  body: Buffer,
  encoding: string,
  headers: HeaderMap,
  maxBodyBytes: number,
): Promise<Buffer> {
  const name = encoding.toLowerCase();
  if (!Object.hasOwn(DECOMPRESS, name)) return body;
  delete headers['content-encoding'];
  try {
    return await DECOMPRESS[name]!(body, maxBodyBytes);
  } catch (error) {
    const tooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new ExchangeFailure(tooLarge ? 'BODY_TOO_LARGE' : 'BODY_MALFORMED', 'yes');
  }
}

/** Without what follows the scheme, and without the secret that it encodes. */
function withoutCredential(text: string, authorization: string): string {
  const [scheme = '', ...rest] = authorization.split(' ');
  const credential = rest.join(' ');
  if (scheme.toLowerCase() !== 'basic') return redact(text, credential);
  const secret = Buffer.from(credential, 'base64')
    .toString()
    .replace(/[^:]*:/, '');
  return redact(redact(text, credential), secret);
}

/** The body as axios gives it to the SDK: parsed when it is JSON, the text itself otherwise. */
function parseBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The text of a body, without its byte order mark. */
function decodeText(body: Buffer): string {
  const text = body.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Joins repeated headers; cookies stay a list. */
function joinHeaders(headers: HeaderMap): HeaderMap {
  for (const name of Object.keys(headers)) {
    const value = headers[name]!;
    if (name === 'set-cookie') headers[name] = Array.isArray(value) ? value : [value];
    else if (Array.isArray(value)) headers[name] = value.join(', ');
  }
  return headers;
}

/** Twilio's error code in a body, whatever its type. */
export function twilioCodeIn(body: unknown): unknown {
  return isObject(body) ? body['code'] : undefined;
}
