import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BenchCase, BenchRow } from '../bench-case.js';
import { ours, sdk, type Contender } from '../transport/contenders.js';
import { load, median, type Load } from '../transport/load.js';

const ROUNDS = 7;

type Round = readonly [us: Load, them: Load];

/** Messages created through the SDK's client, by its own HTTP client and by ours. */
export const apiCalls: BenchCase = {
  id: 'B3',
  title: 'API calls with an API key, same account and server',
  async run() {
    const server = fork(fileURLToPath(new URL('../transport/api-server.js', import.meta.url)));
    const [port] = (await once(server, 'message')) as [number];
    const origin = `http://127.0.0.1:${port}`;
    const contenders = [await ours(origin), sdk(origin)] as const;
    // Warm before the first round counts.
    await takeTurns(contenders, 2000, 50, 1);
    const concurrent = await takeTurns(contenders, 2000, 50, ROUNDS);
    const sequential = await takeTurns(contenders, 600, 1, ROUNDS);
    for (const { end } of contenders) await end();
    server.disconnect();
    return [
      speed('50 at a time', concurrent, 3.5),
      cpu('50 at a time', concurrent, 0.27),
      speed('one after the other', sequential, 1),
    ];
  },
};

/** Turn by turn, so that a busy moment of the machine meets both. */
async function takeTurns(
  [us, them]: readonly [Contender, Contender],
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

function speed(how: string, rounds: readonly Round[], atLeast: number): BenchRow {
  const rate = (of: 0 | 1): string =>
    `${Math.round(median(rounds.map((round) => round[of].callsPerSecond)))} calls/s`;
  return {
    what: `calls per second, ${how}`,
    ours: rate(0),
    peer: `twilio: ${rate(1)}`,
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
