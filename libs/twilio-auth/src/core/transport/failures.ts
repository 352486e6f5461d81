import { isRead, TwilioConnectionError, type Sent } from '../errors/connection.error.js';
import { TwilioAuthPolicyError } from '../errors/policy.error.js';
import type { LastRequest } from './sdk-contract.js';

/** Why a request was not sent at all. */
export type RefusalReason =
  'host-refused' | 'invalid-url' | 'invalid-request' | 'per-call-credentials';

/** The error of a request that was not sent, and for which no credential was read. */
export function requestRefused(
  reason: RefusalReason,
  why: string,
): TwilioConnectionError | TwilioAuthPolicyError {
  const message = `The request was not sent. ${why}`;
  return reason === 'per-call-credentials'
    ? new TwilioAuthPolicyError(message, { reason })
    : new TwilioConnectionError({ causeCode: reason, message, sent: 'no', retryable: false });
}

/**
 * Why there is no answer, inside the transport. It holds nothing of the request: the errors of
 * HTTP clients do, and with it the credential.
 */
export class ExchangeFailure extends Error {
  constructor(
    /** Code of the system or of the HTTP client. */
    readonly code: string,
    readonly sent: Sent,
  ) {
    super(code);
  }
}

const PROXY_ANSWER = /^Proxy response \((\d{3})\)/;

/** A stable code for whatever an HTTP client throws. */
export function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  const proxyStatus = PROXY_ANSWER.exec(error.message)?.[1];
  if (proxyStatus !== undefined) return `PROXY_${proxyStatus}`;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  return error.cause === undefined ? error.name : failureCode(error.cause);
}

/** What to do about a failure, where its code alone does not say it. */
const HINTS: Readonly<Record<string, string>> = {
  BODY_MALFORMED: 'The answer is not encoded as its Content-Encoding says.',
  BODY_TOO_LARGE: 'The answer is larger than 32 MiB. Ask for smaller pages (`pageSize`).',
  PROXY_407: 'The proxy asks for credentials: put them into the proxy URL.',
  TIMEOUT:
    'There was no complete answer in time. Raise `http.timeoutMs`, or `timeout` of the call.',
  UND_ERR_CLOSED: 'The application is shutting down.',
  UND_ERR_DESTROYED: 'The application shut down before the answer was complete.',
  UND_ERR_INVALID_ARG: 'The method, a header or the path has a character that HTTP does not allow.',
};

/** The same call would fail again. */
const PERMANENT =
  /^(BODY_|CERT_|DEPTH_ZERO_|ERR_SSL|ERR_TLS|SELF_SIGNED_|UNABLE_TO_|UND_ERR_INVALID)/;

/** What else is known of a call that failed. */
interface FailedCall {
  readonly accountName?: string | undefined;
  readonly origin?: string;
  /** Whether making it twice does no harm. Default: whether it is a read. */
  readonly isRepeatable?: boolean;
}

/** The failure of a call as its caller gets it; every other error is passed through. */
export function connectionError(
  failure: unknown,
  { host, method, path }: LastRequest,
  { accountName, origin, isRepeatable = isRead(method) }: FailedCall = {},
): unknown {
  if (!(failure instanceof ExchangeFailure)) return failure;
  const { code, sent } = failure;
  const hint = HINTS[code] ?? baseUrlHint(host, origin);
  return new TwilioConnectionError({
    host,
    method,
    path,
    causeCode: code,
    sent,
    retryable: !PERMANENT.test(code) && (isRepeatable || sent === 'no'),
    account: accountName,
    hint,
  });
}

/** With an emulator in between, the fault is probably not at Twilio. */
function baseUrlHint(host: string, origin = `https://${host}`): string | undefined {
  if (origin === `https://${host}`) return undefined;
  return `\`apiBaseUrl\` sends this request to ${origin}.`;
}
