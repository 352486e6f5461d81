import qs from 'qs';
import type { ObservedCall } from '../../events/observed-calls.js';
import type { StreamOptions } from '../connections/body-stream.js';
import type { Destination, Resolve } from './destination.js';
import { requestRefused } from '../answers/failures.js';
import type { SdkRequest } from './sdk-contract.js';
import type { ApiRequest } from '../../capabilities/api-request.js';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** What axios, below the SDK, accepts where a caller does not say (pinned by test/contract). */
const ACCEPT_ANY = 'application/json, text/plain, */*';

const COMPRESSED = 'gzip, deflate, br';

const BODY_METHODS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** Headers that only the transport sets. The values of a caller are ignored. */
const RESERVED: ReadonlySet<string> = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'twilio-client-validation',
  'upgrade',
]);

/** One call, encoded once however often it is sent. It has no credential. */
export interface PreparedCall {
  readonly outgoing: ApiRequest;
  readonly destination: Destination;
  /** Query with its `?`, or empty. */
  readonly query: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: string | Buffer | undefined;
  readonly timeoutMs: number;
  readonly followRedirects: boolean;
  /** Reads the body of a success as a stream. */
  readonly stream?: StreamOptions | undefined;
  /** Whoever observes calls. */
  readonly observed?: ObservedCall | undefined;
}

/** Checks and encodes what an SDK client wants to send. */
export function prepareCall(
  opts: SdkRequest,
  resolve: Resolve,
  defaultTimeoutMs: number,
): PreparedCall {
  if (typeof opts.method !== 'string' || opts.method === '') {
    throw requestRefused('invalid-request', 'It has no HTTP method.');
  }
  const destination = resolve(opts.uri);
  const method = opts.method.toUpperCase();
  const given = opts.headers ?? {};
  return {
    outgoing: { method, host: destination.host, path: destination.pathname, data: opts.data },
    destination,
    query: encodeQuery(destination.search, opts.params),
    headers: requestHeaders(given, method, opts.stream === undefined ? COMPRESSED : 'identity'),
    body: encodeBody(opts.data, given['Content-Type']),
    // The SDK treats 0 as unset.
    timeoutMs: opts.timeout || defaultTimeoutMs,
    followRedirects: opts.allowRedirects === true,
  };
}

/** The query on the wire: what the URL had, then the parameters. Empty or with its `?`. */
function encodeQuery(
  search: string,
  params: Readonly<Record<string, unknown>> | undefined,
): string {
  const query = stringify(params);
  if (query === '') return search;
  return search === '' ? `?${query}` : `${search}&${query}`;
}

/**
 * Names in lower case and values in turn, without Authorization. Of two names that differ only in
 * case, the later one wins, as in axios.
 */
function requestHeaders(
  given: Readonly<Record<string, string | number | boolean | null | undefined>>,
  method: string,
  encoding: string,
): string[] {
  const headers = new Map([
    ['accept', ACCEPT_ANY],
    ['accept-encoding', encoding],
  ]);
  if (BODY_METHODS.has(method)) headers.set('content-type', FORM);
  for (const name of Object.keys(given)) {
    const value = given[name];
    const lower = name.toLowerCase();
    if (value === undefined || value === null || value === false || RESERVED.has(lower)) continue;
    headers.set(lower, String(value));
  }
  const list: string[] = [];
  for (const [name, value] of headers) list.push(name, value);
  return list;
}

/**
 * The body on the wire. As in the SDK, only these two content types have one, in exactly this
 * spelling (test/contract pins it).
 */
export function encodeBody(
  data: unknown,
  contentType: string | undefined,
): string | Buffer | undefined {
  if (!data) return undefined;
  if (contentType === FORM) return stringify(data);
  if (contentType === JSON_TYPE) return encodeJson(data);
  return undefined;
}

/** Repeated names for arrays, as the SDK calls its own `qs` (observed with twilio 6.2.0). */
function stringify(values: unknown): string {
  return qs.stringify(values, { arrayFormat: 'repeat' });
}

/** A string that is JSON already is sent as it is, as in axios. */
function encodeJson(data: unknown): string | Buffer {
  if (Buffer.isBuffer(data)) return data;
  if (data instanceof URLSearchParams) return data.toString();
  if (typeof data === 'string' && isJson(data)) return data.trim();
  return JSON.stringify(data);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
