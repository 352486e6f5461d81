/**
 * Time, as the library sees it. A fake one makes every expiry testable.
 *
 * Both readings are needed: the wall clock jumps when it is set, the monotonic clock stands
 * still while a machine is suspended. A lifetime counts by whichever has moved further.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  wallMs(): number;
  /** Milliseconds since some fixed moment, never going back. */
  monotonicMs(): number;
  /** Calls back once after `delayMs`, without keeping the process alive. Returns the cancellation. */
  after(delayMs: number, callback: () => void): () => void;
  /**
   * Like {@link Clock.after}, but keeps the process alive: for a wait that somebody awaits.
   * A script whose only pending work is the pause before a retry must not end instead.
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
