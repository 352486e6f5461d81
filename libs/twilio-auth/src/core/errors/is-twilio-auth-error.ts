import type { TwilioAuthConfigError } from './config.error.js';
import type { TwilioConnectionError } from './connection.error.js';
import type { TwilioAuthErrorCode } from './error-codes.js';
import type { TwilioAuthPolicyError } from './policy.error.js';
import type { TwilioTokenError } from './token.error.js';
import { ERROR_BRAND, type TwilioAuthError } from './twilio-auth.error.js';

/** The codes whose errors have a class of their own; every other one is a {@link TwilioAuthError}. */
export interface TwilioAuthErrorClasses {
  TWILIO_AUTH_CONFIG_INVALID: TwilioAuthConfigError;
  TWILIO_AUTH_POLICY_VIOLATION: TwilioAuthPolicyError;
  TWILIO_AUTH_CONNECTION_FAILED: TwilioConnectionError;
  TWILIO_AUTH_ANSWER_INVALID: TwilioConnectionError;
  TWILIO_AUTH_OAUTH_TOKEN_REFUSED: TwilioTokenError;
  TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE: TwilioTokenError;
}

/** The error that bears this code. */
export type TwilioAuthErrorOf<Code extends TwilioAuthErrorCode> =
  Code extends keyof TwilioAuthErrorClasses ? TwilioAuthErrorClasses[Code] : TwilioAuthError;

/**
 * Whether the error is one of ours, and of this code when one is given; the code then decides
 * its type, so that `problems`, `violations`, `host` or `status` can be read.
 *
 * A brand rather than `instanceof`, so that an ESM and a CommonJS copy in one process agree.
 *
 * @example
 * import { isTwilioAuthError } from 'nestjs-twilio-auth';
 *
 * function explain(error: unknown): string[] {
 *   if (!isTwilioAuthError(error, 'TWILIO_AUTH_CONFIG_INVALID')) throw error;
 *   return error.problems.map(({ path, remedy }) => `${path}: ${remedy}`);
 * }
 */
export function isTwilioAuthError(error: unknown): error is TwilioAuthError;
export function isTwilioAuthError<Code extends TwilioAuthErrorCode>(
  error: unknown,
  code: Code,
): error is TwilioAuthErrorOf<Code>;
export function isTwilioAuthError(error: unknown, code?: TwilioAuthErrorCode): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    ERROR_BRAND in error &&
    (code === undefined || ('code' in error && error.code === code))
  );
}
