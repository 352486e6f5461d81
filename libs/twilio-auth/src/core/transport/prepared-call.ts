import type { Destination, Resolve } from './destination.js';
import { encodeBody, encodeQuery } from './request-encoding.js';
import { requestHeaders } from './request-headers.js';
import { requestRefused } from './request-refused.js';
import type { SdkRequest } from './sdk-contract.js';
import type { OutgoingRequest } from './wire-credential.js';

/** One call, encoded once however often it is sent. It carries no credential. */
export interface PreparedCall {
  readonly outgoing: OutgoingRequest;
  readonly destination: Destination;
  /** Query with its `?`, or empty. */
  readonly query: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: string | Buffer | undefined;
  readonly timeoutMs: number;
  readonly followRedirects: boolean;
}

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
    headers: requestHeaders(given, method),
    body: encodeBody(opts.data, given['Content-Type']),
    // The SDK counts 0 as unset.
    timeoutMs: opts.timeout || defaultTimeoutMs,
    followRedirects: opts.allowRedirects === true,
  };
}
