import { isRead, TwilioConnectionError, type Sent } from '../../errors/connection.error.js';
import { TwilioAuthPolicyError } from '../../errors/policy.error.js';
import { isObject } from '../../primitives/is-object.js';
import { hintFor } from './failure-hints.js';
import type { LastRequest } from '../calls/sdk-contract.js';

/** Why a request was not sent at all. */
type RefusalReason = 'host-refused' | 'invalid-url' | 'invalid-request' | 'per-call-credentials';

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

/** An error that carries nothing but a code, as those of the system do. */
export function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Errors of JavaScript itself: a mistake in our code, and nothing that an answer could change. */
const OWN_MISTAKES: ReadonlySet<unknown> = new Set([
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
]);

/** What `undici` reports of a `100 Continue` that nobody asked for. */
const UNEXPECTED_CONTINUE = 'bad response';

/** There was an answer, and it cannot be used. */
const INVALID_ANSWER =
  /^(BODY_|MEDIA_|HPE_|HTTPParserError|NOT_JSON|UNEXPECTED_CONTINUE|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_)/;

/** The failure behind what an HTTP client threw; a mistake of our own is passed on as it is. */
export function failureOf(error: unknown, sent: Sent): unknown {
  const code = failureCode(error);
  if (code === undefined) return error;
  return new ExchangeFailure(code, INVALID_ANSWER.test(code) ? 'yes' : sent);
}

/**
 * A stable code for whatever an HTTP client throws; `undefined` for a mistake of our own. By its
 * shape: under Jest, the errors of the system are of another realm and no `instanceof Error`.
 */
export function failureCode(error: unknown): string | undefined {
  if (!isObject(error)) return 'UNKNOWN';
  const { name, code, message, cause } = error;
  if (OWN_MISTAKES.has(name)) return isObject(cause) ? failureCode(cause) : undefined;
  if (code === 'UND_ERR_SOCKET' && message === UNEXPECTED_CONTINUE) return 'UNEXPECTED_CONTINUE';
  if (typeof code === 'string') return code;
  if (cause !== undefined) return failureCode(cause);
  return typeof name === 'string' ? name : 'UNKNOWN';
}

/** The same call would fail again. */
const PERMANENT =
  /^(ABORTED|BODY_|MEDIA_|CERT_|DEPTH_ZERO_|ERR_SSL|ERR_TLS|SELF_SIGNED_|UNABLE_TO_|UND_ERR_INVALID)/;

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
  return new TwilioConnectionError({
    code: INVALID_ANSWER.test(code)
      ? 'TWILIO_AUTH_ANSWER_INVALID'
      : 'TWILIO_AUTH_CONNECTION_FAILED',
    host,
    method,
    path,
    causeCode: code,
    sent,
    retryable: !PERMANENT.test(code) && (isRepeatable || sent === 'no'),
    account: accountName,
    hint: hintFor(failure, host, origin),
  });
}
