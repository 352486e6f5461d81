import type { Clock } from './clock.js';
import { limitTimer } from './limit-timer.js';

/** The work took longer than it may. */
export class TimeLimitError extends Error {
  readonly code = 'timeout';
}

/**
 * Settles as `work` does, or rejects with a {@link TimeLimitError} after `limitMs`. Work that
 * throws before it returns a promise is work that rejects.
 *
 * The work itself cannot be stopped: a result that arrives after the limit goes to `onLate`, and
 * an error after the limit is ignored.
 */
export async function withTimeLimit<T>(
  clock: Clock,
  limitMs: number,
  work: () => T | Promise<T>,
  onLate: (result: T) => unknown = () => undefined,
): Promise<T> {
  const running = Promise.resolve(work());
  let cancel = (): void => undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    const hold: Clock['hold'] = (delayMs, callback) => clock.hold(delayMs, callback);
    cancel = limitTimer(hold, limitMs, () => {
      reject(new TimeLimitError(`no result within ${limitMs} ms`));
      running.then(onLate).catch(() => undefined);
    });
  });
  return Promise.race([running, limit]).finally(() => cancel());
}
