import type { Clock } from '../primitives/clock.js';
import { ExchangeFailure } from './exchange-failure.js';

/** Waits between two tries, keeping the process alive; rejects at once when the transport closes. */
export function pause(ms: number, clock: Clock, closing: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.hold(ms, () => {
      closing.removeEventListener('abort', end);
      resolve();
    });
    const end = (): void => {
      cancel();
      reject(new ExchangeFailure('UND_ERR_CLOSED', false));
    };
    closing.addEventListener('abort', end, { once: true });
    if (closing.aborted) end();
  });
}
