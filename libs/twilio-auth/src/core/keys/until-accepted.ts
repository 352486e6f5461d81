import { isTwilioAuthError } from '../errors/is-twilio-auth-error.js';
import type { Clock } from '../primitives/clock.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

/** A longer timer than 24 days fires at once. */
const LONGEST_TIMER_MS = 86_400_000;

/** Tries a new credential until Twilio accepts it: false where it does not within `tryForMs`. */
export async function isAccepted(
  accepts: () => Promise<boolean>,
  clock: Clock,
  tryForMs: number,
): Promise<boolean> {
  const endMs = clock.monotonicMs() + tryForMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const isLast = clock.monotonicMs() + pauseMs > endMs;
    try {
      if (await accepts()) return true;
    } catch (error) {
      // Twilio said nothing about the credential: it may do so with the next try.
      if (isLast || !isTwilioAuthError(error)) throw error;
    }
    if (isLast) return false;
    await pause(clock, pauseMs);
  }
}

/** Waits, and keeps the process alive meanwhile. */
export async function pause(clock: Clock, delayMs: number): Promise<void> {
  for (let leftMs = delayMs; leftMs > 0; leftMs -= LONGEST_TIMER_MS) {
    const nextMs = Math.min(leftMs, LONGEST_TIMER_MS);
    await new Promise<void>((resolve) => void clock.hold(nextMs, resolve));
  }
}

/** Waits until the wall clock shows this moment. A timer may end a millisecond before it. */
export async function pauseUntil(clock: Clock, wallMs: number): Promise<void> {
  for (let leftMs = wallMs - clock.wallMs(); leftMs > 0; leftMs = wallMs - clock.wallMs()) {
    await pause(clock, leftMs);
  }
}
