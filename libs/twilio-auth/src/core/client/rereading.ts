import type { Clock } from '../primitives/clock.js';

/** A source is asked at most this often, whoever asks. */
const INTERVAL_MS = 30_000;

/**
 * Looks again where secrets come from: one look at a time, at most every 30 seconds of each
 * kind. A source that is gone for a moment changes nothing; the credential in force stays.
 */
export class Rereading {
  readonly #clock: Clock;
  readonly #reload: () => Promise<boolean>;
  #lastAnyMs: number;
  #lastRefusalMs = Number.NEGATIVE_INFINITY;
  #running: Promise<boolean> | undefined;

  /** @param reload resolves to whether there is something new */
  constructor(clock: Clock, reload: () => Promise<boolean>) {
    this.#clock = clock;
    this.#reload = reload;
    this.#lastAnyMs = clock.monotonicMs();
  }

  /**
   * After a refusal: looks now, unless a refusal has just made it look. That something looked
   * in the background a moment ago does not count: the source may have changed since.
   * Resolves to whether there is something new.
   */
  now(): Promise<boolean> {
    if (this.#running !== undefined) return this.#running;
    if (!this.#rested(this.#lastRefusalMs)) return Promise.resolve(false);
    this.#lastRefusalMs = this.#clock.monotonicMs();
    return this.#look();
  }

  /** On the way of a call that does not wait for it. */
  inBackground(): void {
    if (this.#running === undefined && this.#rested(this.#lastAnyMs)) void this.#look();
  }

  #rested(sinceMs: number): boolean {
    return this.#clock.monotonicMs() - sinceMs >= INTERVAL_MS;
  }

  /** Never rejects. */
  #look(): Promise<boolean> {
    this.#lastAnyMs = this.#clock.monotonicMs();
    this.#running = this.#reload()
      .catch(() => false)
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }
}
