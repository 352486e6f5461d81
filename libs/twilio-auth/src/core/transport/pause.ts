import type { Clock } from '../primitives/clock.js';
import { ExchangeFailure } from './exchange-failure.js';

const FOREVER_MS = 2 ** 30;

/**
 * Waits between two tries; rejects at once when the transport closes.
 *
 * The clock's timers let the process end, but a caller is waiting for this one: a script whose
 * only pending work is a retry would exit without an answer.
 */
export function pause(ms: number, clock: Clock, closing: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const hold = setInterval(() => {}, FOREVER_MS);
    const settle = (finish: () => void): void => {
      clearInterval(hold);
      cancel();
      closing.removeEventListener('abort', onClose);
      finish();
    };
    const onClose = (): void => settle(() => reject(new ExchangeFailure('UND_ERR_CLOSED', false)));
    const cancel = clock.after(ms, () => settle(resolve));
    closing.addEventListener('abort', onClose, { once: true });
    if (closing.aborted) onClose();
  });
}
