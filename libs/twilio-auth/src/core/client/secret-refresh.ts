import type { Clock } from '../primitives/clock.js';

/** A source is asked at most this often for each of the two reasons. */
const INTERVAL_MS = 30_000;

/**
 * Reads secrets again from the functions and files that they come from. One read at a time. If
 * a source fails, nothing changes: the credential in use stays.
 */
export class SecretRefresh {
  readonly #clock: Clock;
  readonly #reload: () => Promise<boolean>;
  #lastMs: number;
  #lastAfterRejectionMs = Number.NEGATIVE_INFINITY;
  #running: Promise<boolean> | undefined;

  /** @param reload resolves to whether REST calls have a new credential */
  constructor(clock: Clock, reload: () => Promise<boolean>) {
    this.#clock = clock;
    this.#reload = reload;
    this.#lastMs = clock.monotonicMs();
  }

  /**
   * After a rejected credential: reads the sources now, unless a rejection did so in the last 30
   * seconds. A background refresh in that time makes no difference, since the source may have
   * changed after it. Resolves to whether there is a new credential.
   */
  refreshNow(): Promise<boolean> {
    if (this.#running !== undefined) return this.#running;
    if (!this.#isDue(this.#lastAfterRejectionMs)) return Promise.resolve(false);
    this.#lastAfterRejectionMs = this.#clock.monotonicMs();
    return this.#run();
  }

  /** During a call, which does not wait for it: reads the sources if the last read is 30 s old. */
  refreshInBackground(): void {
    if (this.#running === undefined && this.#isDue(this.#lastMs)) void this.#run();
  }

  #isDue(lastMs: number): boolean {
    return this.#clock.monotonicMs() - lastMs >= INTERVAL_MS;
  }

  /** Never rejects. */
  #run(): Promise<boolean> {
    this.#lastMs = this.#clock.monotonicMs();
    this.#running = this.#reload()
      .catch(() => false)
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }
}
