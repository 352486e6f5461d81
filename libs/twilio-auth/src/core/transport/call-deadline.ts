import type { Clock } from '../primitives/clock.js';

/**
 * The time that one call may take, all its tries together. It begins with the first look at it,
 * when the request is sent: fetching a token before has a limit of its own.
 */
export class CallDeadline {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  #endsAt: number | undefined;

  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  remainingMs(): number {
    const now = this.#clock.monotonicMs();
    this.#endsAt ??= now + this.#timeoutMs;
    return Math.max(0, this.#endsAt - now);
  }

  /** Calls back when the time is up. Returns the cancellation. */
  onTimeout(end: () => void): () => void {
    return this.#clock.after(this.remainingMs(), end);
  }
}
