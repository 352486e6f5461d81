import type { Clock } from '../primitives/clock.js';
import { limitTimer } from '../primitives/limit-timer.js';

/** Why a deadline ended: time ran out, or the application shut down. */
type DeadlineEnd = 'timeout' | 'closed';

/**
 * One limit shared by all the steps of a fetch. Work that ignores the signal delays nobody:
 * {@link Deadline.race} stops waiting for it.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #clock: Clock;
  readonly #endsAtMs: number;
  #cancel: () => void;
  #end: DeadlineEnd | undefined;

  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock;
    this.#endsAtMs = clock.monotonicMs() + timeoutMs;
    const after: Clock['after'] = (delayMs, callback) => clock.after(delayMs, callback);
    this.#cancel = limitTimer(after, timeoutMs, () => this.#finish('timeout'));
  }

  /** Aborts when the deadline ends. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why it ended; `undefined` while it runs. */
  get end(): DeadlineEnd | undefined {
    return this.#end;
  }

  remainingMs(): number {
    return this.#end === undefined ? Math.max(0, this.#endsAtMs - this.#clock.monotonicMs()) : 0;
  }

  /** A deadline for one step: `limitMs` at most, and no later than this one. Release it. */
  part(limitMs: number): Deadline {
    const part = new Deadline(this.#clock, limitMs);
    const end = (): void => part.#finish(this.#end ?? 'timeout');
    if (this.#end !== undefined) end();
    this.signal.addEventListener('abort', end);
    const cancel = part.#cancel;
    part.#cancel = () => {
      cancel();
      this.signal.removeEventListener('abort', end);
    };
    return part;
  }

  /** The work is done: cancels the timer, and the signal never aborts. */
  release(): void {
    this.#cancel();
  }

  /** Ends it early: the application shuts down. */
  close(): void {
    this.#finish('closed');
  }

  /** Settles as `work` does, or rejects with the signal's reason when the deadline ends first. */
  race<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    return new Promise<T>((resolve, reject) => {
      const onAbort = (): void => reject(signal.reason as Error);
      if (signal.aborted) onAbort();
      signal.addEventListener('abort', onAbort);
      const settle = (): void => signal.removeEventListener('abort', onAbort);
      work.then(resolve, reject).finally(settle);
    });
  }

  /** Waits, keeping the process alive; rejects with the signal's reason when the deadline ends first. */
  async pause(delayMs: number): Promise<void> {
    let cancel = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      cancel = this.#clock.hold(delayMs, resolve);
    });
    await this.race(over).finally(cancel);
  }

  #finish(end: DeadlineEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#cancel();
    this.#controller.abort(new Error(end));
  }
}
