import type { Clock } from '../primitives/clock.js';

/** A source is asked at most this often, whoever asks. */
const INTERVAL_MS = 30_000;

/**
 * Looks again where secrets come from: one look at a time, at most every 30 seconds. A source
 * that is gone for a moment changes nothing; the credential in force stays.
 */
export class Rereading {
  readonly #clock: Clock;
  readonly #reload: () => Promise<boolean>;
  readonly #sinceMs: number;
  #lastMs = Number.NEGATIVE_INFINITY;
  #running: Promise<boolean> | undefined;

  /** @param reload resolves to whether there is something new */
  constructor(clock: Clock, reload: () => Promise<boolean>) {
    this.#clock = clock;
    this.#reload = reload;
    this.#sinceMs = clock.monotonicMs();
  }

  /** After a refusal: looks now, unless it just did. Resolves to whether there is something new. */
  now(): Promise<boolean> {
    return this.#running ?? (this.#rested(this.#lastMs) ? this.#look() : Promise.resolve(false));
  }

  /** On the way of a call that does not wait for it. */
  inBackground(): void {
    const lastMs = Math.max(this.#lastMs, this.#sinceMs);
    if (this.#running === undefined && this.#rested(lastMs)) void this.#look();
  }

  #rested(sinceMs: number): boolean {
    return this.#clock.monotonicMs() - sinceMs >= INTERVAL_MS;
  }

  #look(): Promise<boolean> {
    this.#lastMs = this.#clock.monotonicMs();
    this.#running = this.#reload()
      .catch(() => false)
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }
}
