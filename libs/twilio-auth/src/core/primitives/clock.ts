/**
 * The time. Tests replace it by a fake clock, so that they need not wait for an expiry.
 *
 * Both readings are needed: the wall clock jumps when it is set, and the monotonic clock stands
 * still while a machine is suspended. A lifetime ends by the one that has moved further.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  wallMs(): number;
  /** Milliseconds since some fixed moment; never decreases. */
  monotonicMs(): number;
  /** Calls back once after `delayMs`, without keeping the process alive. Returns the cancellation. */
  after(delayMs: number, callback: () => void): () => void;
  /**
   * Like {@link Clock.after}, but keeps the process alive. Without it, a script whose only pending
   * work is the pause before a retry would exit instead of retrying.
   */
  hold(delayMs: number, callback: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
  hold(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
