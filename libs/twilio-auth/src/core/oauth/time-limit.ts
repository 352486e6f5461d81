import type { Clock } from '../primitives/clock.js';

/** The work took longer than it may. */
export class TimeLimitError extends Error {
  readonly code = 'timeout';
}

/**
 * The result of `work`, or a {@link TimeLimitError} after `limitMs`. Work cannot be stopped: what
 * it brings after all goes to `late`, and what it fails with then is nobody's concern.
 */
export async function withinTime<T>(
  clock: Clock,
  limitMs: number,
  work: () => Promise<T>,
  late: (result: T) => unknown = () => undefined,
): Promise<T> {
  const running = work();
  let cancel = (): void => undefined;
  let isOver = false;
  const limit = new Promise<never>((_resolve, reject) => {
    cancel = clock.hold(limitMs, () => {
      // Timers run before sockets are read: when this process was busy for so long itself, the
      // answer may have been lying there all the time.
      setImmediate(() => {
        reject(new TimeLimitError(`no answer within ${limitMs} ms`));
        if (!isOver) running.then(late).catch(() => undefined);
      });
    });
  });
  return Promise.race([running, limit]).finally(() => {
    isOver = true;
    cancel();
  });
}
