import type { ErrorCodeRow } from './error-codes.js';

/**
 * What `TwilioExceptionFilter` calls the answers of Twilio's API, which the SDK throws under
 * Twilio's own numeric codes. Like {@link ERROR_CODES}, they never change.
 */
export const API_ERROR_CODES = {
  TWILIO_API_CREDENTIAL_REJECTED: {
    meaning: 'Twilio refused the credential of this application, or it lacks a permission.',
    httpStatus: 502,
    remedy: 'See the log for the account and a hint; `npx nestjs-twilio-auth doctor --probe`.',
  },
  TWILIO_API_THROTTLED: {
    meaning: 'Twilio answered 429: too many requests.',
    httpStatus: 503,
    remedy: 'Retry after the time in `Retry-After`; send less at once.',
  },
  TWILIO_API_UNAVAILABLE: {
    meaning: 'Twilio answered with an error of its own, or with something unexpected.',
    httpStatus: 502,
    remedy: 'Retry later; see https://status.twilio.com.',
  },
  TWILIO_API_TIMEOUT: {
    meaning: 'Twilio did not answer in time.',
    httpStatus: 504,
    remedy: 'Retry later; a message may have been sent nevertheless.',
  },
  TWILIO_API_INVALID_REQUEST: {
    meaning: 'Twilio refused what was asked for; 404 and 409 keep their status.',
    httpStatus: 400,
    remedy: 'Correct the request; `twilioCode` and `moreInfo` say what is wrong with it.',
  },
} as const satisfies Record<string, ErrorCodeRow>;

/** The name of one kind of answer of Twilio's API. */
export type TwilioApiErrorCode = keyof typeof API_ERROR_CODES;
