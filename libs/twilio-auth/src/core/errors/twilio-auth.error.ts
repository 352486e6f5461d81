import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { TwilioAuthErrorCode } from './error-codes.js';

/** What marks an error as ours, in every copy of this package. */
export const ERROR_BRAND = Symbol.for('nestjs-twilio-auth:error');

const IS_OURS = { value: true };

/** What a {@link TwilioAuthError} knows in addition to its message. */
export interface TwilioAuthErrorDetails {
  /** Name of the account concerned; `default` for the unnamed one. */
  readonly account?: string;
  /** Advice beyond the message. */
  readonly hint?: string;
  /** A stable name that narrows the code, such as `bad-signature` or `ECONNREFUSED`. */
  readonly reason?: string;
  /** Whether the same call may succeed later without a change of configuration. */
  readonly retryable?: boolean;
  /** How long to wait before it makes sense to try again, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The error behind this one. It must be free of secrets. */
  readonly cause?: unknown;
}

/**
 * The base of every error of this library. Distinguish errors by `code`, which is API.
 *
 * @example
 * try {
 *   await twilio.messages.create({ to: '+15551234567', from: '+15557654321', body: 'hi' });
 * } catch (error) {
 *   if (isTwilioAuthError(error, 'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE')) retryLater(error.retryAfterMs);
 * }
 */
export class TwilioAuthError extends Error {
  readonly code: TwilioAuthErrorCode;
  // Declared only: an absent detail is not a property, so that printed errors stay short.
  declare readonly account?: string;
  declare readonly hint?: string;
  declare readonly reason?: string;
  readonly retryable: boolean;
  declare readonly retryAfterMs?: number;

  constructor(code: TwilioAuthErrorCode, message: string, details: TwilioAuthErrorDetails = {}) {
    const { cause, ...rest } = own(withoutUndefined(details));
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.retryable = false;
    Object.assign(this, rest);
    Object.defineProperty(this, ERROR_BRAND, IS_OURS);
  }

  override get name(): string {
    return 'TwilioAuthError';
  }
}
