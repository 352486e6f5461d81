import type { Verification } from '../client/verify-account.js';
import { isTwilioAuthError } from '../errors/is-twilio-auth-error.js';
import { isSdkException, twilioCodeOf } from '../errors/sdk-exception.js';
import type { Clock } from '../primitives/clock.js';
import { TimeLimitError, withTimeLimit } from '../primitives/time-limit.js';
import { withoutUndefined } from '../primitives/without-undefined.js';

/** The result of trying a credential within a time limit. */
export interface Attempt extends Verification {
  /** `false`: there was no answer, or none about the credential. */
  readonly answered: boolean;
}

/** Tries a credential within a time limit. Never rejects: a failure is a result too. */
export async function attemptWithin(
  clock: Clock,
  limitMs: number,
  verify: () => Promise<Verification>,
): Promise<Attempt> {
  try {
    return { ...(await withTimeLimit(clock, limitMs, verify)), answered: true };
  } catch (error) {
    return { authenticated: false, answered: false, ...describe(error, limitMs) };
  }
}

function describe(error: unknown, limitMs: number): Pick<Attempt, 'status' | 'code' | 'message'> {
  if (error instanceof TimeLimitError) {
    return { code: 'TIMEOUT', message: `Twilio did not answer within ${limitMs / 1000} s.` };
  }
  const message = error instanceof Error ? error.message : 'The attempt failed.';
  if (isTwilioAuthError(error)) return { code: error.code, message };
  if (!isSdkException(error)) return { message };
  return { status: error.status, message, ...withoutUndefined({ code: twilioCodeOf(error) }) };
}
