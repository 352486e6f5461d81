/** `setTimeout` cannot wait longer. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/**
 * The emulator's time: the machine's clock plus an offset.
 *
 * Tokens are issued and expire by it. Moving it forward expires them without waiting, and an offset
 * simulates a server whose clock differs from its client's.
 */
export class EmulatorClock {
  readonly #source: () => number;
  readonly #waiting = new Map<() => void, number>();
  #offsetMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(source: () => number = Date.now) {
    this.#source = source;
  }

  /** How far the emulator's time is ahead (positive) or behind (negative), in milliseconds. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  set offsetMs(offset: number) {
    this.#offsetMs = offset;
    this.#runDue();
  }

  /** Milliseconds since the epoch, as the emulator sees it. */
  now(): number {
    return this.#source() + this.#offsetMs;
  }

  /** Lets `ms` milliseconds pass at once. */
  advance(ms: number): void {
    this.offsetMs += ms;
  }

  /**
   * Calls `run` once that time has come: as time passes, or as soon as the clock is moved there.
   * @internal
   */
  at(epochMs: number, run: () => void): void {
    this.#waiting.set(run, epochMs);
    this.#runDue();
  }

  /** The machine's time again; what waited for another one does not happen. @internal */
  reset(): void {
    this.stop();
    this.#offsetMs = 0;
  }

  /** @internal */
  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  #runDue(): void {
    clearTimeout(this.#timer);
    const now = this.now();
    for (const [run, at] of this.#waiting) {
      if (at > now) continue;
      this.#waiting.delete(run);
      run();
    }
    if (this.#waiting.size === 0) return;
    const wait = Math.min(...this.#waiting.values()) - now;
    this.#timer = setTimeout(() => this.#runDue(), Math.min(Math.max(wait, 10), LONGEST_WAIT_MS));
    this.#timer.unref();
  }
}
