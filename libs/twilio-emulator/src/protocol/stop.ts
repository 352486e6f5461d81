import { setMaxListeners } from 'node:events';

/** What ends everything that waits. Any number may wait: Node warns from the eleventh on unless told. */
export function newStop(): AbortController {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  return stop;
}
