import type { Clock } from '../primitives/clock.js';

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Spaces the renewals that nobody waits for, while they fail. */
export class BackgroundBackoff {
  readonly #clock: Clock;
  readonly #random: () => number;
  #tries = 0;
  #failing = false;
  #nextMs = -Infinity;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Whether the last renewal failed. */
  get failing(): boolean {
    return this.#failing;
  }

  /** Whether another background renewal may start. */
  ready(): boolean {
    return this.#clock.monotonicMs() >= this.#nextMs;
  }

  failed(retryAfterMs = 0): void {
    this.#failing = true;
    this.postpone(retryAfterMs);
  }

  /** Doubles the pause, half of it at random; never shorter than the endpoint asked for. */
  postpone(retryAfterMs = 0): void {
    const pauseMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#tries);
    this.#tries += 1;
    const jittered = pauseMs * (0.5 + this.#random() / 2);
    this.#nextMs = this.#clock.monotonicMs() + Math.max(jittered, retryAfterMs);
  }

  succeeded(): void {
    this.#tries = 0;
    this.#failing = false;
    this.#nextMs = -Infinity;
  }
}
