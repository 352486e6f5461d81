import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { BenchCase } from '../bench-case.js';
import type { FleetReport } from '../oauth/fleet-process.js';
import { startLoopback } from '../oauth/loopback.js';
import { startRedis } from '../oauth/redis.js';

const PROCESSES = 100;
const WAVE = 10;
const LIFETIME_S = 10;
/** A token of ten seconds is refreshed after about eight: three lifetimes start in this time. */
const DURATION_MS = 20_000;
const LIFETIMES = 3;

export const fleet: BenchCase = {
  id: 'B9',
  title: `${PROCESSES} processes sharing Redis`,
  async run() {
    const { reports, granted } = await runFleet();
    const tokens = new Set(reports.map(({ lastToken }) => lastToken));
    const sum = (field: 'calls' | 'failures'): number =>
      reports.reduce((total, one) => total + one[field], 0);
    return [
      {
        what: `token requests per lifetime, ${PROCESSES} processes`,
        ours: `${granted} in ${LIFETIMES} lifetimes`,
        measured: granted / LIFETIMES,
        goal: { exactly: 1 },
        note: `${sum('calls').toLocaleString('en')} calls, cold start and two refreshes`,
      },
      {
        what: 'tokens in use at the end, and calls that failed',
        ours: `${tokens.size} token, ${sum('failures')} failures`,
        measured: tokens.size + sum('failures'),
        goal: { exactly: 1 },
      },
    ];
  },
};

async function runFleet(): Promise<{ reports: readonly FleetReport[]; granted: number }> {
  const redis = await startRedis();
  const loopback = await startLoopback();
  try {
    await loopback.reset(LIFETIME_S);
    const processes = await startFleet([loopback.origin, loopback.caFile, redis.url]);
    const reports = await Promise.all(processes.map(report));
    return { reports, granted: await loopback.granted() };
  } finally {
    loopback.end();
    redis.end();
  }
}

/** In waves: a hundred that boot at once would only wait for each other. */
async function startFleet(args: readonly string[]): Promise<readonly ChildProcess[]> {
  const file = fileURLToPath(new URL('../oauth/fleet-process.js', import.meta.url));
  // Production would not let a loopback address stand in for Twilio.
  const env = { ...process.env, NODE_ENV: 'test' };
  const fleetProcesses: ChildProcess[] = [];
  while (fleetProcesses.length < PROCESSES) {
    const wave = Array.from({ length: WAVE }, () => fork(file, args, { execArgv: [], env }));
    await Promise.all(wave.map((child) => answerOf(child)));
    fleetProcesses.push(...wave);
  }
  return fleetProcesses;
}

async function report(child: ChildProcess): Promise<FleetReport> {
  // In life, Redis and Twilio do not share two cores with the fleet: here they come first.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  child.send(DURATION_MS);
  return answerOf<FleetReport>(child);
}

/** What a process says next; a process that ends instead ends the bench. */
async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`A process of the fleet ended with ${signal ?? code}`);
  });
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [T];
  ended.catch(() => undefined);
  return answer;
}
