import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Contender } from './contenders.js';

/** How calls ended. */
export interface Tally {
  calls: number;
  failed: number;
}

/** Makes so many calls at once. */
export async function atOnce(contender: Contender, calls: number): Promise<Tally> {
  const tally = { calls: 0, failed: 0 };
  await Promise.all(Array.from({ length: calls }, () => callOnce(contender, tally)));
  return tally;
}

/** Makes so many calls, each caller one after the other. */
export async function inTurn(contender: Contender, calls: number, callers: number): Promise<Tally> {
  const tally = { calls: 0, failed: 0 };
  const caller = async (): Promise<void> => {
    for (let call = 0; call < calls / callers; call += 1) await callOnce(contender, tally);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return tally;
}

/** Callers that make call after call, a few milliseconds apart, until the work is done. */
export async function during(
  contenders: readonly Contender[],
  callers: number,
  work: () => Promise<void>,
): Promise<Tally> {
  const tally = { calls: 0, failed: 0 };
  const done = new AbortController();
  const caller = async (contender: Contender): Promise<void> => {
    while (!done.signal.aborted) {
      await callOnce(contender, tally);
      await setTimeout(5);
    }
  };
  const load = Promise.all(
    contenders.flatMap((contender) => Array.from({ length: callers }, () => caller(contender))),
  );
  await work();
  done.abort();
  await load;
  return tally;
}

/** Each call has a text of its own, by which a server sees that it comes twice. */
async function callOnce(contender: Contender, tally: Tally): Promise<void> {
  tally.calls += 1;
  await contender.send(randomUUID()).catch(() => {
    tally.failed += 1;
  });
}
