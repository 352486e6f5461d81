import { API_ERROR_CODES, type TwilioApiErrorCode } from './api-error-codes.js';
import { clientMessage } from './client-message.js';
import { ERROR_CODES, type TwilioAuthErrorCode } from './error-codes.js';
import { twilioCodeOf, type SdkException } from './sdk-exception.js';
import type { TwilioAuthError } from './twilio-auth.error.js';

/** The body that `TwilioExceptionFilter` answers with. */
export interface TwilioErrorBody {
  readonly statusCode: number;
  readonly errorCode: TwilioAuthErrorCode | TwilioApiErrorCode;
  /** Twilio's own error code (https://www.twilio.com/docs/api/errors). */
  readonly twilioCode?: number;
  /** Twilio's words where the caller can mend it; otherwise nothing about this application. */
  readonly message: string;
  /** Page about the error, where the caller can mend it. */
  readonly moreInfo?: string;
}

/** What a client gets to see of an error. */
export interface HttpAnswer {
  readonly body: TwilioErrorBody;
  /** Whole seconds for the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
}

/** Statuses that speak about the request, so that whoever made it can mend it. */
const CALLERS_OWN: ReadonlySet<number> = new Set([400, 404, 409]);
/** Codes that speak about our credential, whatever status they come with. */
const ABOUT_CREDENTIAL: ReadonlySet<number> = new Set([20003, 70051]);
const TIMEOUT = /TIMEOUT|TIMEDOUT/;
/** Twilio documents no `Retry-After` for 20429. */
const THROTTLED_SECONDS = 1;

/** The answer to an error of ours: the status of its code, and `Retry-After` when it is known. */
export function answerTo(error: TwilioAuthError): HttpAnswer {
  const { code, message, retryAfterMs } = error;
  const statusCode = statusOf(error);
  return {
    body: { statusCode, errorCode: code, message: clientMessage(statusCode, message) },
    ...(retryAfterMs === undefined ? {} : { retryAfterSeconds: seconds(retryAfterMs) }),
  };
}

/** The answer to an error that Twilio's API gave the SDK. */
export function answerToSdk(error: SdkException): HttpAnswer {
  const errorCode = apiCodeOf(error);
  const isCallersOwn = errorCode === 'TWILIO_API_INVALID_REQUEST';
  const statusCode = isCallersOwn ? error.status : API_ERROR_CODES[errorCode].httpStatus;
  const twilioCode = twilioCodeOf(error);
  const { moreInfo, detail, message } = error;
  return {
    body: {
      statusCode,
      errorCode,
      ...(twilioCode === undefined ? {} : { twilioCode }),
      message: clientMessage(statusCode, detail ?? message),
      ...(isCallersOwn && typeof moreInfo === 'string' ? { moreInfo } : {}),
    },
    ...(errorCode === 'TWILIO_API_THROTTLED' ? { retryAfterSeconds: throttledFor(error) } : {}),
  };
}

/** The status of the code, unless the reason makes it another matter. */
function statusOf({ code, reason = '' }: TwilioAuthError): number {
  if (code === 'TWILIO_AUTH_CONNECTION_FAILED' && TIMEOUT.test(reason)) return 504;
  // Nobody proved to be an impostor: we could not look.
  if (code === 'TWILIO_AUTH_WEBHOOK_REJECTED' && reason === 'keys-unavailable') return 503;
  return ERROR_CODES[code].httpStatus;
}

function apiCodeOf(error: SdkException): TwilioApiErrorCode {
  const { status } = error;
  const isCredential = ABOUT_CREDENTIAL.has(twilioCodeOf(error) ?? 0);
  if (status === 401 || status === 403 || isCredential) return 'TWILIO_API_CREDENTIAL_REJECTED';
  if (status === 429) return 'TWILIO_API_THROTTLED';
  if (status === 408 || status === 504) return 'TWILIO_API_TIMEOUT';
  return CALLERS_OWN.has(status) ? 'TWILIO_API_INVALID_REQUEST' : 'TWILIO_API_UNAVAILABLE';
}

function throttledFor({ details }: SdkException): number {
  const known = (details as { retryAfterMs?: unknown } | null | undefined)?.retryAfterMs;
  return typeof known === 'number' ? seconds(known) : THROTTLED_SECONDS;
}

/** Rounded up: who comes back too early is refused again. */
function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
