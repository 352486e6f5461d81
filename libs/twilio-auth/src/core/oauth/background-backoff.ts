import type { Clock } from '../primitives/clock.js';

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Spaces the renewals that nobody waits for, while they fail. */
export class BackgroundBackoff {
  readonly #clock: Clock;
  readonly #random: () => number;
  #failures = 0;
  #nextMs = -Infinity;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Whether the last renewal failed. */
  get failing(): boolean {
    return this.#failures > 0;
  }

  /** Whether another background renewal may start. */
  ready(): boolean {
    return this.#clock.monotonicMs() >= this.#nextMs;
  }

  /** Doubles the pause, half of it at random; never shorter than the endpoint asked for. */
  failed(retryAfterMs = 0): void {
    const pauseMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#failures);
    this.#failures += 1;
    const jittered = pauseMs * (0.5 + this.#random() / 2);
    this.#nextMs = this.#clock.monotonicMs() + Math.max(jittered, retryAfterMs);
  }

  succeeded(): void {
    this.#failures = 0;
    this.#nextMs = -Infinity;
  }
}
