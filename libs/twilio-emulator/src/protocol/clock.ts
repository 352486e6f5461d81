/**
 * The emulator's time: the machine's clock plus an offset.
 *
 * Tokens are issued and expire by it. Moving it forward expires them without waiting, and an offset
 * simulates a server whose clock differs from its client's.
 */
export class EmulatorClock {
  /** How far the emulator's time is ahead (positive) or behind (negative), in milliseconds. */
  offsetMs = 0;

  readonly #source: () => number;

  constructor(source: () => number = Date.now) {
    this.#source = source;
  }

  /** Milliseconds since the epoch, as the emulator sees it. */
  now(): number {
    return this.#source() + this.offsetMs;
  }

  /** Lets `ms` milliseconds pass at once. */
  advance(ms: number): void {
    this.offsetMs += ms;
  }
}
