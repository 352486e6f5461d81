import { setTimeout } from 'node:timers/promises';
import type { BenchCase, BenchRow } from '../bench-case.js';
import { ours, sdk } from '../oauth/contenders.js';
import { startLoopback } from '../oauth/loopback.js';
import type { Loopback } from '../oauth/loopback.js';

const SEQUENTIAL = 10_000;
const CONCURRENT = 1_000;
const PEER_CALLS = 100;
const SHORT_LIFETIME_S = 10;
const LOAD_MS = 10_000;

export const tokenRequests: BenchCase = {
  id: 'B1',
  title: 'OAuth token requests',
  async run() {
    const loopback = await startLoopback();
    try {
      return [
        await sequential(loopback),
        await concurrent(loopback),
        await acrossAnExpiry(loopback),
      ];
    } finally {
      loopback.end();
    }
  },
};

async function sequential(loopback: Loopback): Promise<BenchRow> {
  const { call, end } = await ours(loopback);
  await loopback.reset();
  for (let count = 0; count < SEQUENTIAL; count += 1) await call();
  const measured = await loopback.granted();
  await end();
  const peer = sdk(loopback);
  await loopback.reset();
  for (let count = 0; count < PEER_CALLS; count += 1) await peer.call();
  const theirs = await loopback.granted();
  return row(`${SEQUENTIAL.toLocaleString('en')} sequential calls`, measured, theirs);
}

async function concurrent(loopback: Loopback): Promise<BenchRow> {
  const { call, end } = await ours(loopback);
  await loopback.reset();
  await Promise.all(Array.from({ length: CONCURRENT }, call));
  const measured = await loopback.granted();
  await end();
  const peer = sdk(loopback);
  await loopback.reset();
  await Promise.all(Array.from({ length: PEER_CALLS }, () => peer.call()));
  const theirs = await loopback.granted();
  return row(`${CONCURRENT.toLocaleString('en')} concurrent cold callers`, measured, theirs);
}

/** Twenty callers at a time, from a cold start to beyond the end of the first token. */
async function acrossAnExpiry(loopback: Loopback): Promise<BenchRow> {
  const { call, end } = await ours(loopback);
  await loopback.reset(SHORT_LIFETIME_S);
  const endsAt = performance.now() + LOAD_MS;
  let calls = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      await call();
      calls += 1;
      await setTimeout(10);
    }
  };
  await Promise.all(Array.from({ length: 20 }, caller));
  const measured = await loopback.granted();
  await end();
  return {
    what: `across the expiry of a ${SHORT_LIFETIME_S} s token under load`,
    ours: `${measured} for ${calls.toLocaleString('en')} calls`,
    measured,
    goal: { exactly: 2 },
  };
}

function row(what: string, measured: number, theirs: number): BenchRow {
  return {
    what,
    ours: `${measured}`,
    peer: `twilio: ${theirs} for ${PEER_CALLS}`,
    measured,
    goal: { exactly: 1 },
  };
}
