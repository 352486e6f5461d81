import type { Clock } from '../primitives/clock.js';

/** A source is asked at most this often where nothing was refused. */
const BACKGROUND_MS = 30_000;

/** A source is read at most once a second after a refusal, and a file is waited for as long. */
const SHORTEST_PAUSE_MS = 1_000;

/** A source that keeps answering with the refused secret is asked at most this often. */
const LONGEST_PAUSE_MS = 30_000;

/**
 * Reads secrets again from the functions and files that they come from. One read at a time. If
 * a source fails, nothing changes: the credential in use stays.
 */
export class SecretRefresh {
  readonly #clock: Clock;
  readonly #reload: (afterRefusal: boolean) => Promise<boolean>;
  readonly #source: 'file' | 'function';
  #lastMs: number;
  #lastAfterRefusalMs = Number.NEGATIVE_INFINITY;
  /** How many reads in a row found nothing new. */
  #fruitless = 0;
  #running: Promise<boolean> | undefined;
  #planned: Promise<boolean> | undefined;

  /** @param reload resolves to whether REST calls have a new credential */
  constructor(
    clock: Clock,
    reload: (afterRefusal: boolean) => Promise<boolean>,
    source: 'file' | 'function',
  ) {
    this.#clock = clock;
    this.#reload = reload;
    this.#source = source;
    this.#lastMs = clock.monotonicMs();
  }

  /**
   * After a refused credential: reads the sources again, at most once a second. Resolves to
   * whether there is a new credential.
   *
   * The file of a secret may be empty or half written while it is replaced. Callers therefore
   * wait for a second read, a second after one that found nothing new. Then they are answered at
   * once for as long as the credential is refused: it has ended without a replacement. A function
   * has the right secret or has not, and nobody waits for its next call. Nor does anybody with
   * `waits` false, where the refusal is perhaps not about the secret.
   */
  async refreshNow(waits = true): Promise<boolean> {
    const mayWait = waits && this.#source === 'file';
    const isNew = await this.#readAfterRefusal(mayWait);
    return isNew || (mayWait && this.#fruitless === 1 && this.#readAfterRefusal(mayWait));
  }

  /** During a call, which does not wait for it: reads the sources if the last read is 30 s old. */
  refreshInBackground(): void {
    const isDue = this.#clock.monotonicMs() - this.#lastMs >= BACKGROUND_MS;
    if (this.#running === undefined && isDue) void this.#run(false);
  }

  /**
   * For a webhook that no key in use has signed: reads the sources, unless the last read was a moment
   * ago. Anyone can send one, so it changes nothing about when refusals of Twilio's are answered.
   */
  refreshForWebhook(): Promise<unknown> | undefined {
    const pauseMs = this.#source === 'file' ? SHORTEST_PAUSE_MS : BACKGROUND_MS;
    const isDue = this.#clock.monotonicMs() - this.#lastMs >= pauseMs;
    return this.#running ?? (isDue ? this.#run(false) : undefined);
  }

  async #readAfterRefusal(mayWait: boolean): Promise<boolean> {
    if (this.#running !== undefined) return this.#running;
    const waitMs = this.#lastAfterRefusalMs + this.#pauseMs() - this.#clock.monotonicMs();
    if (waitMs <= 0 && this.#planned === undefined) return this.#runAfterRefusal();
    if (!mayWait || this.#fruitless > 1) return false;
    if (this.#planned !== undefined) return this.#planned;
    this.#planned = new Promise((resolve) => {
      this.#clock.hold(waitMs, () => {
        this.#planned = undefined;
        resolve(this.#runAfterRefusal());
      });
    });
    return this.#planned;
  }

  /**
   * Doubles with each read that found nothing new, up to half a minute: a function may ask a secrets
   * manager. Reading a file costs next to nothing.
   */
  #pauseMs(): number {
    if (this.#source === 'file') return SHORTEST_PAUSE_MS;
    const doubledMs = SHORTEST_PAUSE_MS * 2 ** Math.max(0, this.#fruitless - 1);
    return Math.min(doubledMs, LONGEST_PAUSE_MS);
  }

  #runAfterRefusal(): Promise<boolean> {
    const nowMs = this.#clock.monotonicMs();
    // Without a refusal for so long, this is the first one of another replacement.
    if (nowMs - this.#lastAfterRefusalMs > LONGEST_PAUSE_MS) this.#fruitless = 0;
    this.#lastAfterRefusalMs = nowMs;
    return this.#run(true, (isNew) => {
      this.#fruitless = isNew ? 0 : this.#fruitless + 1;
    });
  }

  /** Never rejects. */
  #run(afterRefusal: boolean, note: (isNew: boolean) => void = () => {}): Promise<boolean> {
    this.#lastMs = this.#clock.monotonicMs();
    this.#running = this.#reload(afterRefusal)
      .catch(() => false)
      .then((isNew) => {
        note(isNew);
        this.#running = undefined;
        return isNew;
      });
    return this.#running;
  }
}
