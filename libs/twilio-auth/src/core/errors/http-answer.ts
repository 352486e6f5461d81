import { withoutUndefined } from '../primitives/without-undefined.js';
import {
  API_ERROR_CODES,
  ERROR_CODES,
  TWILIO_CODES,
  type TwilioApiErrorCode,
  type TwilioAuthErrorCode,
} from './error-codes.js';
import { twilioCodeOf, type SdkException } from './sdk-exception.js';
import type { TwilioAuthError } from './twilio-auth.error.js';

/** The body that `TwilioExceptionFilter` answers with. */
export interface TwilioErrorBody {
  readonly statusCode: number;
  readonly errorCode: TwilioAuthErrorCode | TwilioApiErrorCode;
  /** Twilio's own error code (https://www.twilio.com/docs/api/errors). */
  readonly twilioCode?: number;
  /** Twilio's message where the caller can correct the request; otherwise a general one. */
  readonly message: string;
  /** Twilio's page about the error, where the caller can correct the request. */
  readonly moreInfo?: string;
}

/** What the client of this application sees of an error. */
export interface HttpAnswer {
  readonly body: TwilioErrorBody;
  /** Whole seconds for the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
}

/** Statuses that are about the request, so that the caller can correct it. */
const REQUEST_STATUSES: ReadonlySet<number> = new Set([400, 404, 409]);
/** Codes that are about our credential, whatever status they come with. */
const CREDENTIAL_CODES: ReadonlySet<number> = new Set([
  TWILIO_CODES.unauthenticated,
  TWILIO_CODES.permissionMissing,
]);
const TIMEOUT = /TIMEOUT|TIMEDOUT/;
/** Twilio documents no `Retry-After` for its code 20429. */
const THROTTLED_SECONDS = 1;

/** The answer to an error of ours: the status of its code, and `Retry-After` when it is known. */
export function answerTo(error: TwilioAuthError): HttpAnswer {
  const { code, message, retryAfterMs } = error;
  const statusCode = statusOf(error);
  // What is missing has a name in our configuration, which is not for clients.
  const text = statusCode === 404 ? 'Not found' : clientMessage(statusCode, message);
  const body = { statusCode, errorCode: code, message: text };
  const retryAfterSeconds = retryAfterMs === undefined ? undefined : seconds(retryAfterMs);
  return { body, ...withoutUndefined({ retryAfterSeconds }) };
}

/** The answer to an error that Twilio's API gave the SDK. */
export function answerToSdk(error: SdkException): HttpAnswer {
  const errorCode = apiCodeOf(error);
  const isAboutRequest = errorCode === 'TWILIO_API_INVALID_REQUEST';
  const statusCode = isAboutRequest ? error.status : API_ERROR_CODES[errorCode].httpStatus;
  const { moreInfo, detail, message } = error;
  const isThrottled = errorCode === 'TWILIO_API_THROTTLED';
  return {
    body: {
      statusCode,
      errorCode,
      message: clientMessage(statusCode, detail ?? message),
      ...withoutUndefined({
        twilioCode: twilioCodeOf(error),
        moreInfo: isAboutRequest && typeof moreInfo === 'string' ? moreInfo : undefined,
      }),
    },
    ...withoutUndefined({ retryAfterSeconds: isThrottled ? throttledFor(error) : undefined }),
  };
}

/** The status of the code, or of the reason where that is more precise. */
function statusOf({ code, reason = '' }: TwilioAuthError): number {
  if (code === 'TWILIO_AUTH_CONNECTION_FAILED') {
    if (TIMEOUT.test(reason)) return 504;
    // This application makes more calls than it can send, or has no credential for them.
    if (reason.startsWith('queue-') || reason === 'credential-timeout') return 503;
  }
  // The request may be genuine: its keys could not be looked up.
  if (code === 'TWILIO_AUTH_WEBHOOK_REJECTED' && reason === 'keys-unavailable') return 503;
  // Twilio sends its Basic credentials only after this answer.
  if (code === 'TWILIO_AUTH_WEBHOOK_REJECTED' && reason === 'basic-required') return 401;
  // A tenant comes with a request; the name of an account is this application's own.
  if (code === 'TWILIO_AUTH_ACCOUNT_UNKNOWN' && reason === 'unknown-tenant') return 404;
  if (code === 'TWILIO_AUTH_ACCOUNT_UNKNOWN' && reason === 'resolver-failed') return 503;
  return ERROR_CODES[code].httpStatus;
}

function apiCodeOf(error: SdkException): TwilioApiErrorCode {
  const { status } = error;
  const isCredential = CREDENTIAL_CODES.has(twilioCodeOf(error) ?? 0);
  if (status === 401 || status === 403 || isCredential) return 'TWILIO_API_CREDENTIAL_REJECTED';
  if (status === 429) return 'TWILIO_API_THROTTLED';
  if (status === 408 || status === 504) return 'TWILIO_API_TIMEOUT';
  return REQUEST_STATUSES.has(status) ? 'TWILIO_API_INVALID_REQUEST' : 'TWILIO_API_UNAVAILABLE';
}

function throttledFor({ details }: SdkException): number {
  const known = (details as { retryAfterMs?: unknown } | null | undefined)?.retryAfterMs;
  return typeof known === 'number' ? seconds(known) : THROTTLED_SECONDS;
}

/** Rounded up, so that a client does not come back too early. */
function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

/** For statuses that are about this application, whose configuration is not for clients. */
const GENERAL_MESSAGES: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  502: 'This application could not complete its request to Twilio.',
  503: 'Twilio cannot be used at the moment.',
  504: 'Twilio did not answer in time.',
};

/** Twilio names the account in its message about a missing resource. */
const ACCOUNT_SID = /\bAC[0-9a-fA-F]{32}\b/g;

/** Twilio's message where the caller can correct the request; a general one otherwise. */
function clientMessage(status: number, message: unknown): string {
  if (status >= 500 || status === 403) {
    return GENERAL_MESSAGES[status] ?? 'Internal server error';
  }
  if (typeof message !== 'string' || message === '') return 'Twilio refused the request.';
  return message.replaceAll(ACCOUNT_SID, 'AC…');
}
