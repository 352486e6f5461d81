import type { Sent } from '../../errors/connection.error.js';

/** What to do about a failure, where its code alone does not say it. */
const HINTS: Readonly<Record<string, string>> = {
  BODY_MALFORMED: 'The answer is not encoded as its Content-Encoding says.',
  BODY_TOO_LARGE: 'The answer is larger than 32 MiB. Ask for smaller pages (`pageSize`).',
  MEDIA_ENCODED: 'The file is compressed, although it was asked for as it is.',
  MEDIA_TOO_LARGE: 'The file is larger than `maxBytes`.',
  MEDIA_UNREAD: 'Nothing was read of the stream for too long. Read it to its end, or destroy it.',
  NOT_JSON:
    'The answer is not JSON. Something between this application and Twilio may have written it.',
  PROXY_407: 'The proxy asks for credentials: put them into the proxy URL.',
  PROXY_MALFORMED: 'What answers at the address of the proxy is no HTTP proxy.',
  TIMEOUT:
    'There was no complete answer in time. Raise `http.timeoutMs`, or `timeout` of the call.',
  UNEXPECTED_CONTINUE:
    'The server answered `100 Continue`, which was not asked for, and its answer cannot be read.',
  UND_ERR_CLOSED: 'The application is shutting down.',
  UND_ERR_CONNECT_TIMEOUT:
    'The connection did not open in time. Check DNS, proxy and egress; see `http.connectTimeoutMs`.',
  UND_ERR_DESTROYED: 'The application shut down before the answer was complete.',
  UND_ERR_INVALID_ARG: 'The method, a header or the path has a character that HTTP does not allow.',
  'credential-timeout':
    'The token request, or the strategy of the account, took longer than the call may. Raise `http.timeoutMs`, or `timeout` of the call, or limit what a strategy waits for.',
  'queue-full':
    'Too many calls were waiting for a connection. Make fewer calls at once; see `http.maxQueued`.',
  'queue-timeout':
    'Every connection was in use until the time was over. Make fewer calls at once, or raise `http.connections`.',
};

const NO_CONNECTION_IN_TIME =
  'The time was over before a connection was open. Check DNS, proxy and egress.';

/** Advice for a failure, if there is any. */
export function hintFor(
  { code, sent }: { readonly code: string; readonly sent: Sent },
  host: string,
  origin = `https://${host}`,
): string | undefined {
  if (code === 'TIMEOUT' && sent === 'no') return NO_CONNECTION_IN_TIME;
  if (Object.hasOwn(HINTS, code)) return HINTS[code];
  // With an emulator in between, the fault is probably not at Twilio.
  if (origin === `https://${host}`) return undefined;
  const elsewhere = `\`apiBaseUrl\` sends this request to ${origin}`;
  return code === 'ECONNREFUSED'
    ? `${elsewhere}, where nothing listens. Start the emulator, or correct the address.`
    : `${elsewhere}.`;
}
