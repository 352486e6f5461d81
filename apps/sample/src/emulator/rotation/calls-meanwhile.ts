import { setTimeout as pause } from 'node:timers/promises';

const CALLERS = 2;
const PAUSE_MS = 40;

/** How many calls were made while something else went on, and how many failed. */
export interface CallCount {
  calls: number;
  failed: number;
}

/** Makes calls for as long as `work` takes, and counts them as they end. */
export async function withCalls(
  call: () => Promise<unknown>,
  work: () => Promise<void>,
  count: CallCount,
): Promise<void> {
  const isOver = new AbortController();
  const caller = async (): Promise<void> => {
    while (!isOver.signal.aborted) {
      await call().catch(() => (count.failed += 1));
      count.calls += 1;
      await pause(PAUSE_MS);
    }
  };
  const callers = Promise.all(Array.from({ length: CALLERS }, caller));
  try {
    await work();
  } finally {
    isOver.abort();
    await callers;
  }
}
