import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../core/primitives/clock.js';

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

/**
 * A clock that moves only when a test says so.
 *
 * @example
 * const clock = new FakeClock();
 * await clock.advance(3_600_000); // an hour later, every timer in between has fired
 */
export class FakeClock implements Clock {
  #wallMs: number;
  #monotonicMs = 0;
  readonly #timers = new Set<Timer>();

  /** Starts at this wall-clock moment, in milliseconds since the epoch. */
  constructor(wallMs: number = Date.UTC(2026, 0, 1)) {
    this.#wallMs = wallMs;
  }

  wallMs(): number {
    return this.#wallMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#monotonicMs + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  hold(delayMs: number, callback: () => void): () => void {
    return this.after(delayMs, callback);
  }

  /** Milliseconds until each pending timer fires, shortest first. */
  get waiting(): readonly number[] {
    return [...this.#timers].map(({ atMs }) => atMs - this.#monotonicMs).toSorted((a, b) => a - b);
  }

  /** Moves both clocks, fires the timers in between in order, and lets promises settle. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#monotonicMs + ms;
    for (let timer = this.#next(endMs); timer !== undefined; timer = this.#next(endMs)) {
      this.#move(timer.atMs - this.#monotonicMs);
      this.#timers.delete(timer);
      timer.callback();
      await setImmediate();
    }
    this.#move(endMs - this.#monotonicMs);
    await setImmediate();
  }

  /** The machine sleeps: the wall clock goes on, the monotonic clock and the timers do not. */
  suspend(ms: number): void {
    this.#wallMs += ms;
  }

  /** Sets the wall clock, forwards or back, as an administrator or NTP does. */
  setWall(wallMs: number): void {
    this.#wallMs = wallMs;
  }

  #next(endMs: number): Timer | undefined {
    return [...this.#timers]
      .filter(({ atMs }) => atMs <= endMs)
      .toSorted((a, b) => a.atMs - b.atMs)[0];
  }

  #move(ms: number): void {
    this.#wallMs += Math.max(0, ms);
    this.#monotonicMs += Math.max(0, ms);
  }
}
