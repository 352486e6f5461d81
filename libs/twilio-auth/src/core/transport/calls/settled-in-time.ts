import type { Closing } from '../connections/closing.js';
import { ExchangeFailure } from '../answers/failures.js';
import type { CallDeadline } from './retry-policy.js';

/**
 * What a strategy answers, if it does so within the time of the call: a token may come late, and a
 * custom strategy may never settle. Only this call stops waiting; others share the same token
 * request. Nothing of the call is sent while it waits.
 */
export function settledInTime<T>(
  work: Promise<T>,
  deadline: CallDeadline,
  closing: Closing,
): Promise<T> {
  let forget = (): void => undefined;
  const over = new Promise<never>((_resolve, reject) => {
    const end = (code: string): void => reject(new ExchangeFailure(code, 'no'));
    const cancel = deadline.onTimeout(() => end('credential-timeout'));
    // After what the strategy itself says about the end of the application.
    const onClose = (): void => void setImmediate(() => end('UND_ERR_CLOSED'));
    const ignoreClose = closing.onClose(onClose);
    if (closing.isClosed) onClose();
    forget = () => {
      cancel();
      ignoreClose();
    };
  });
  const inTime = work.then((value) => {
    deadline.restartIfOver();
    return value;
  });
  return Promise.race([inTime, over]).finally(() => forget());
}
