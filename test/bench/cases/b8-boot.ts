import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchCase, BenchRow } from '../bench-case.js';
import { median } from '../processor/median.js';

/** Starts differ by a tenth, and what is compared by a hundredth. */
const MOST_ROUNDS = 80;
/** On a slow machine there are fewer rounds. */
const LONGEST_MS = 75_000;
const run = promisify(execFile);

type Application = 'ours' | 'nestjs-twilio';

/** Milliseconds from the start of the process. */
type Round = Readonly<Record<Application, number>>;

export const bootTime: BenchCase = {
  id: 'B8',
  title: 'Boot of an application',
  async run() {
    return [
      await compare('an application with a ValidationPipe', true, 1),
      await compare('an application without one', false, 1.05),
    ];
  },
};

async function compare(what: string, validates: boolean, atMost: number): Promise<BenchRow> {
  const rounds: Round[] = [];
  const end = performance.now() + LONGEST_MS;
  // The first round fills the file cache for both and is not used.
  for (let round = 0; round <= MOST_ROUNDS && performance.now() < end; round += 1) {
    rounds.push(await bootBoth(validates, round % 2 === 0));
  }
  const used = rounds.slice(1);
  const medianOf = (application: Application): number =>
    median(used.map((round) => round[application]));
  return {
    what: `${what}: from the start of the process to a client while it listens`,
    ours: `${Math.round(medianOf('ours'))} ms`,
    peer: `nestjs-twilio: ${Math.round(medianOf('nestjs-twilio'))} ms`,
    measured: median(used.map((round) => round.ours / round['nestjs-twilio'])),
    goal: { atMost },
  };
}

/** Takes turns in going first, since the machine may be slower after a pause than after work. */
async function bootBoth(validates: boolean, oursFirst: boolean): Promise<Round> {
  const first = oursFirst ? 'ours' : 'nestjs-twilio';
  const second = oursFirst ? 'nestjs-twilio' : 'ours';
  const took = { ours: 0, 'nestjs-twilio': 0 };
  took[first] = await bootOf(first, validates);
  took[second] = await bootOf(second, validates);
  return took;
}

async function bootOf(application: Application, validates: boolean): Promise<number> {
  const file = fileURLToPath(new URL(`../boot/${application}.js`, import.meta.url));
  const args = [file, ...(validates ? ['validates'] : [])];
  const { stdout } = await run(process.execPath, args, { env: { NODE_ENV: 'test' } });
  return Number(stdout);
}
