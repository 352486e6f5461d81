import type { Clock } from '../primitives/clock.js';

/** A source is asked at most this often where nothing was refused. */
const BACKGROUND_MS = 30_000;

/** A source is asked at most once a second after a refusal, and waited for as long. */
export const SHORTEST_PAUSE_MS = 1_000;

/** A source that keeps answering with the refused secret is asked at most this often. */
export const LONGEST_PAUSE_MS = 30_000;

/**
 * Reads secrets again from the functions and files that they come from. One read at a time. If
 * a source fails, nothing changes: the credential in use stays.
 */
export class SecretRefresh {
  readonly #clock: Clock;
  readonly #reload: () => Promise<boolean>;
  readonly #longestPauseMs: number;
  #lastMs: number;
  #lastAfterRefusalMs = Number.NEGATIVE_INFINITY;
  /** How many reads in a row found nothing new. */
  #fruitless = 0;
  #running: Promise<boolean> | undefined;
  #planned: Promise<boolean> | undefined;

  /**
   * @param reload resolves to whether REST calls have a new credential
   * @param longestPauseMs up to which the pause between reads that find nothing new is doubled
   */
  constructor(clock: Clock, reload: () => Promise<boolean>, longestPauseMs = LONGEST_PAUSE_MS) {
    this.#clock = clock;
    this.#reload = reload;
    this.#longestPauseMs = longestPauseMs;
    this.#lastMs = clock.monotonicMs();
  }

  /**
   * After a refused credential: reads the sources again, at most once a second. Resolves to
   * whether there is a new credential.
   *
   * The file of a secret may be empty or half written while it is replaced. Callers therefore
   * wait for a second read, a second after one that found nothing new. Then they are told at once
   * for as long as the credential is refused: it has ended without a replacement.
   */
  async refreshNow(): Promise<boolean> {
    return (await this.#readAfterRefusal()) || (this.#fruitless === 1 && this.#readAfterRefusal());
  }

  /** During a call, which does not wait for it: reads the sources if the last read is 30 s old. */
  refreshInBackground(): void {
    const isDue = this.#clock.monotonicMs() - this.#lastMs >= BACKGROUND_MS;
    if (this.#running === undefined && isDue) void this.#run();
  }

  async #readAfterRefusal(): Promise<boolean> {
    const shared = this.#running ?? this.#planned;
    if (shared !== undefined) return shared;
    const waitMs = this.#lastAfterRefusalMs + this.#pauseMs() - this.#clock.monotonicMs();
    if (waitMs <= 0) return this.#runAfterRefusal();
    if (this.#fruitless > 1) return false;
    this.#planned = new Promise((resolve) => {
      this.#clock.hold(waitMs, () => {
        this.#planned = undefined;
        resolve(this.#runAfterRefusal());
      });
    });
    return this.#planned;
  }

  /** Doubles with each read that found nothing new. */
  #pauseMs(): number {
    const doubledMs = SHORTEST_PAUSE_MS * 2 ** Math.max(0, this.#fruitless - 1);
    return Math.min(doubledMs, this.#longestPauseMs);
  }

  #runAfterRefusal(): Promise<boolean> {
    const nowMs = this.#clock.monotonicMs();
    // Without a refusal for so long, this is the first one of another replacement.
    if (nowMs - this.#lastAfterRefusalMs > LONGEST_PAUSE_MS) this.#fruitless = 0;
    this.#lastAfterRefusalMs = nowMs;
    return this.#run((isNew) => {
      this.#fruitless = isNew ? 0 : this.#fruitless + 1;
    });
  }

  /** Never rejects. */
  #run(note: (isNew: boolean) => void = () => {}): Promise<boolean> {
    this.#lastMs = this.#clock.monotonicMs();
    this.#running = this.#reload()
      .catch(() => false)
      .then((isNew) => {
        note(isNew);
        this.#running = undefined;
        return isNew;
      });
    return this.#running;
  }
}
