import type { BenchCase } from '../bench-case.js';
import type { Contender } from '../oauth/contenders.js';
import { ours, sdk } from '../oauth/contenders.js';
import { startLoopback } from '../oauth/loopback.js';
import { median } from '../processor/median.js';

const ROUNDS = 5;
const ROUND_MS = 1_500;

export const oauthCalls: BenchCase = {
  id: 'B2',
  title: 'OAuth calls per second, sequential',
  async run() {
    const loopback = await startLoopback();
    const contenders = [await ours(loopback), sdk(loopback)] as const;
    // Both are warm before the first round counts, and take turns, so that a busy moment of the
    // machine meets both.
    for (const contender of contenders) await callsPerSecond(contender, ROUND_MS / 2);
    const rounds: { readonly ours: number; readonly theirs: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [us, them] = contenders;
      rounds.push({
        ours: await callsPerSecond(us, ROUND_MS),
        theirs: await callsPerSecond(them, ROUND_MS),
      });
    }
    for (const { end } of contenders) await end();
    loopback.end();
    return [
      {
        what: 'calls per second, one after the other',
        ours: `${Math.round(median(rounds.map((round) => round.ours)))} calls/s`,
        peer: `twilio: ${Math.round(median(rounds.map((round) => round.theirs)))} calls/s`,
        measured: median(rounds.map((round) => round.ours / round.theirs)),
        goal: { atLeast: 10 },
      },
    ];
  },
};

async function callsPerSecond({ call }: Contender, durationMs: number): Promise<number> {
  const startedMs = performance.now();
  let calls = 0;
  while (performance.now() - startedMs < durationMs) {
    await call();
    calls += 1;
  }
  return (calls * 1_000) / (performance.now() - startedMs);
}
