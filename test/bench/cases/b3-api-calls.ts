import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BenchCase, BenchRow } from '../bench-case.js';
import { bareUndici, ours, sdk } from '../transport/contenders.js';
import { median } from '../processor/median.js';
import { load, type Load } from '../transport/load.js';

const ROUNDS = 7;

type Call = () => Promise<unknown>;
type Round = readonly [us: Load, them: Load];

/** Messages created through the SDK's client, by its own HTTP client and by ours. */
export const apiCalls: BenchCase = {
  id: 'B3',
  title: 'API calls with an API key, same account and server',
  async run() {
    const server = fork(fileURLToPath(new URL('../transport/api-server.js', import.meta.url)));
    const [port] = (await once(server, 'message')) as [number];
    const origin = `http://127.0.0.1:${port}`;
    const contenders = [await ours(origin), sdk(origin), bareUndici(origin)] as const;
    const [us, them, bare] = contenders;
    const calls = [us.call, them.call] as const;
    const requests = [us.request, bare.request] as const;
    // Warm before the first round that is used.
    await takeTurns(calls, 2000, 50, 1);
    await takeTurns(requests, 2000, 50, 1);
    const concurrent = await takeTurns(calls, 2000, 50, ROUNDS);
    const sequential = await takeTurns(calls, 600, 1, ROUNDS);
    const transport = await takeTurns(requests, 2000, 50, ROUNDS);
    for (const { end } of contenders) await end();
    server.disconnect();
    return [
      speed('calls per second, 50 at a time', 'twilio', concurrent, 3.5),
      cpu('50 at a time', concurrent, 0.27),
      speed('calls per second, one after the other', 'twilio', sequential, 1),
      speed('requests per second, 50 at a time', 'undici alone', transport, 0.9),
    ];
  },
};

/** Turn by turn, so that a busy moment of the machine meets both. */
async function takeTurns(
  [us, them]: readonly [Call, Call],
  calls: number,
  concurrency: number,
  count: number,
): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < count; round += 1) {
    rounds.push([await load(us, calls, concurrency), await load(them, calls, concurrency)]);
  }
  return rounds;
}

function speed(what: string, peer: string, rounds: readonly Round[], atLeast: number): BenchRow {
  const rate = (of: 0 | 1): string =>
    `${Math.round(median(rounds.map((round) => round[of].callsPerSecond)))} calls/s`;
  return {
    what,
    ours: rate(0),
    peer: `${peer}: ${rate(1)}`,
    measured: median(rounds.map(([us, them]) => us.callsPerSecond / them.callsPerSecond)),
    goal: { atLeast },
  };
}

function cpu(how: string, rounds: readonly Round[], atMost: number): BenchRow {
  const cost = (of: 0 | 1): string =>
    `${Math.round(median(rounds.map((round) => round[of].cpuPerCall)))} µs`;
  return {
    what: `processor time per call, ${how}`,
    ours: cost(0),
    peer: `twilio: ${cost(1)}`,
    measured: median(rounds.map(([us, them]) => us.cpuPerCall / them.cpuPerCall)),
    goal: { atMost },
  };
}
