import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire, Module } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ApiRequest, RequestPermission } from 'twilio-permissions';
import type { BenchCase, BenchRow } from '../bench-case.js';
import { median } from '../processor/median.js';
import { load } from '../transport/load.js';

const ROUNDS = 40;
const CALLS = 800;
const CONCURRENCY = 50;

/** Calls whose permission is observed, and calls of which the catalogue is not asked. */
export const observedCalls: BenchCase = {
  id: 'B12',
  title: 'API calls with their permissions observed',
  async run() {
    const catalogue = switchableCatalogue();
    // Only now, so that the library gets this catalogue.
    const { startClient } = await import('../transport/contenders.js');
    const server = fork(fileURLToPath(new URL('../transport/api-server.js', import.meta.url)));
    const [port] = (await once(server, 'message')) as [number];
    const { client, end } = await startClient(`http://127.0.0.1:${port}`);
    let made = 0;
    const newSid = (): string => `SM${(made += 1).toString(16).padStart(32, '0')}`;
    const message = { to: '+15558675310', from: '+15557122661', body: 'Hello there' };
    const rows = [
      await compare('the same request each time', catalogue, () => client.messages.create(message)),
      await compare('another path each time', catalogue, () => client.messages(newSid()).fetch()),
    ];
    await end();
    server.disconnect();
    return rows;
  },
};

async function compare(
  what: string,
  catalogue: { isOn: boolean },
  call: () => Promise<unknown>,
): Promise<BenchRow> {
  const rateOf = async (isOn: boolean): Promise<number> => {
    catalogue.isOn = isOn;
    return 1_000_000 / (await load(call, CALLS, CONCURRENCY)).cpuPerCall;
  };
  for (const isOn of [true, false, true, false]) await rateOf(isOn);
  const rounds: { observed: number; plain: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Either goes first in turn: the second of two has an advantage.
    const isFirst = round % 2 === 0;
    const [first, second] = [await rateOf(isFirst), await rateOf(!isFirst)];
    const [observed, plain] = isFirst ? [first, second] : [second, first];
    rounds.push({ observed, plain });
  }
  const perSecond = (rates: number[]): string => `${Math.round(median(rates))} calls/s`;
  return {
    what: `${what}, 50 at a time, by processor time`,
    ours: perSecond(rounds.map(({ observed }) => observed)),
    peer: `not observed: ${perSecond(rounds.map(({ plain }) => plain))}`,
    measured: median(rounds.map(({ observed, plain }) => observed / plain)),
    goal: { atLeast: 0.97 },
  };
}

/** The catalogue that the library will load: switched off, it has the same answer at once. */
function switchableCatalogue(): { isOn: boolean } {
  const require = createRequire(import.meta.url);
  const file = require.resolve('twilio-permissions');
  const real = require(file) as typeof import('twilio-permissions');
  const state = { isOn: true };
  const answer: RequestPermission = {
    kind: 'mapped',
    permission: '/twilio/messaging/messages/create',
    evidence: 'live',
  };
  const permissionFor = (request: ApiRequest): RequestPermission =>
    state.isOn ? real.permissionFor(request) : answer;
  const module = new Module(file);
  module.exports = { ...real, permissionFor };
  module.loaded = true;
  require.cache[file] = module;
  return state;
}
