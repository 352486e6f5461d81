import { TwilioConnectionError } from '../errors/connection.error.js';
import { ExchangeFailure } from './exchange-failure.js';
import type { LastRequest } from './transport.js';

/** What to do about a failure, where its code alone does not say it. */
const HINTS: Readonly<Record<string, string>> = {
  BODY_MALFORMED: 'The answer is not encoded as its Content-Encoding says.',
  BODY_TOO_LARGE: 'The answer is larger than 32 MiB. Ask for smaller pages (`pageSize`).',
  PROXY_407: 'The proxy asks for credentials: put them into the proxy URL.',
  TIMEOUT:
    'There was no complete answer in time. Raise `http.timeoutMs`, or `timeout` of the call.',
  UND_ERR_CLOSED: 'The application is shutting down.',
  UND_ERR_DESTROYED: 'The application shut down before the answer was complete.',
  UND_ERR_INVALID_ARG:
    'The method, a header or the path holds a character that HTTP does not allow.',
};

/** The same call fails again, however often it is made. */
const LASTING =
  /^(BODY_|CERT_|DEPTH_ZERO_|ERR_SSL|ERR_TLS|SELF_SIGNED_|UNABLE_TO_|UND_ERR_INVALID)/;

export interface FailedCall {
  readonly account?: string | undefined;
  /** What the connection was opened to. */
  readonly origin?: string;
}

/** What the caller gets to see of a failure; every other error passes through. */
export function connectionError(
  failure: unknown,
  { host, method, path }: LastRequest,
  { account, origin }: FailedCall = {},
): unknown {
  if (!(failure instanceof ExchangeFailure)) return failure;
  const hint = HINTS[failure.code] ?? detour(host, origin);
  return new TwilioConnectionError({
    host,
    method,
    path,
    causeCode: failure.code,
    retryable: !LASTING.test(failure.code),
    account,
    hint,
  });
}

/** Nobody should look for a fault at Twilio whose requests go to an emulator. */
function detour(host: string, origin = `https://${host}`): string | undefined {
  if (origin === `https://${host}`) return undefined;
  return `\`apiBaseUrl\` leads this request to ${origin}.`;
}
