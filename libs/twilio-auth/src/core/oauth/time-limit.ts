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
  const limit = new Promise<never>((_resolve, reject) => {
    cancel = clock.hold(limitMs, () => {
      reject(new TimeLimitError(`no answer within ${limitMs} ms`));
      running.then(late).catch(() => undefined);
    });
  });
  return Promise.race([running, limit]).finally(cancel);
}
