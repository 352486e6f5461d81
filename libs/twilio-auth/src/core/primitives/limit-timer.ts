import type { Clock } from './clock.js';

/**
 * Calls back once a limit is over, after what arrived in time has been read. Returns the
 * cancellation.
 *
 * Timers run before sockets are read. When the event loop was blocked, or the process suspended,
 * for longer than the limit, the answer may already be there: it is read first, and whoever reads
 * it cancels the limit.
 */
export function limitTimer(start: Clock['after'], limitMs: number, onOver: () => void): () => void {
  let isCancelled = false;
  const cancel = start(limitMs, () => {
    setImmediate(() => {
      if (!isCancelled) onOver();
    });
  });
  return () => {
    isCancelled = true;
    cancel();
  };
}
