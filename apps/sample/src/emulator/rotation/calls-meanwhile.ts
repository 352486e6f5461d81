import { setTimeout as pause } from 'node:timers/promises';
import type { Count } from './rotation-view.js';

const CALLERS = 2;
const PAUSE_MS = 40;

/** Something that is done again and again; it fails by rejecting. */
export interface Repeated {
  readonly once: () => unknown;
  readonly count: Count;
}

/** Does all of them again and again for as long as `work` takes, and counts them as they end. */
export async function withCalls(
  repeated: readonly Repeated[],
  work: () => Promise<void>,
): Promise<void> {
  const isOver = new AbortController();
  const caller = async (): Promise<void> => {
    while (!isOver.signal.aborted) {
      for (const { once, count } of repeated) {
        try {
          await once();
        } catch {
          count.failed += 1;
        }
        count.total += 1;
      }
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
