import type { Verification } from '../client/verify-account.js';
import { isSdkException, twilioCodeOf } from '../errors/sdk-exception.js';
import { isTwilioAuthError } from '../errors/is-twilio-auth-error.js';
import type { Clock } from '../primitives/clock.js';

/** What trying a credential came to, when it was given only so long. */
export interface Attempt extends Verification {
  /** `false`: Twilio said nothing about the credential, because there was no answer to it. */
  readonly answered: boolean;
}

/** Tries a credential within a limit. Never rejects: whatever went wrong is the answer. */
export async function attemptWithin(
  clock: Clock,
  limitMs: number,
  verify: () => Promise<Verification>,
): Promise<Attempt> {
  let cancel = (): void => {};
  const late = new Promise<Attempt>((resolve) => {
    cancel = clock.hold(limitMs, () => resolve(tooLate(limitMs)));
  });
  const answer = verify().then((verification) => ({ ...verification, answered: true }), unanswered);
  return Promise.race([answer, late]).finally(() => cancel());
}

function tooLate(limitMs: number): Attempt {
  const message = `Twilio did not answer within ${limitMs / 1000} s.`;
  return { authenticated: false, answered: false, code: 'TIMEOUT', message };
}

function unanswered(error: unknown): Attempt {
  const message = error instanceof Error ? error.message : 'The attempt failed.';
  return { authenticated: false, answered: false, message, ...codesOf(error) };
}

function codesOf(error: unknown): Pick<Attempt, 'status' | 'code'> {
  if (isTwilioAuthError(error)) return { code: error.code };
  if (!isSdkException(error)) return {};
  const code = twilioCodeOf(error);
  return { status: error.status, ...(code === undefined ? {} : { code }) };
}
