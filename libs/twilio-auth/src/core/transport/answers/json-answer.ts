import { ExchangeFailure } from './failures.js';
import type { PreparedCall } from '../calls/prepared-call.js';
import type { DecodedResponse } from './response-decoding.js';

/** What the SDK accepts where a caller asks for nothing else. */
const JSON_TYPE = 'application/json';

/** Types under which an answer that is not JSON was not asked for; others may be a file. */
const NO_FILE = /^(?:$|text\/html|text\/plain|[^;]*json)/i;

/** Methods that Twilio's API of 2010 answers with a resource. */
const WITH_BODY: ReadonlySet<string> = new Set(['GET', 'POST']);

/** An extension such as `.csv`, with which a caller asks for something else than JSON. */
const OTHER_EXTENSION = /\.(?!json$)[a-z0-9]{1,5}$/i;

/**
 * Rejects a successful answer that was to be JSON and is text, such as the page of a captive
 * portal, or nothing. The SDK would parse it, and throw the error of its parser.
 */
export function checkIsJson(call: PreparedCall, response: DecodedResponse): DecodedResponse {
  const { status, headers, body } = response;
  if (typeof body !== 'string' || status < 200 || status > 299) return response;
  if (body === '') {
    const { method, path } = call.outgoing;
    // Elsewhere, nothing may be what was asked for.
    const isMissing = WITH_BODY.has(method) && path.endsWith('.json');
    if (isMissing && accepted(call) === JSON_TYPE) throw new ExchangeFailure('NOT_JSON', 'yes');
    return response;
  }
  const type = headers['content-type'] ?? '';
  const isText = typeof type === 'string' && NO_FILE.test(type);
  if (isText && accepted(call) === JSON_TYPE && !OTHER_EXTENSION.test(call.outgoing.path)) {
    throw new ExchangeFailure('NOT_JSON', 'yes');
  }
  return response;
}

/** Every prepared call has this header. */
function accepted({ headers }: PreparedCall): string | undefined {
  return headers[headers.indexOf('accept') + 1];
}
