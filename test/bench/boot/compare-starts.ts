import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BenchRow } from '../bench-case.js';
import { median } from '../processor/median.js';

/** Starts differ by a tenth, and what is compared by a hundredth. */
const MOST_ROUNDS = 80;
/** On a slow machine there are fewer rounds. */
const LONGEST_MS = 60_000;
const run = promisify(execFile);

/** A file with its arguments, which prints how long it took since its process began. */
type Start = readonly [file: string, ...args: string[]];

/** The same application with our module and with `nestjs-twilio`. */
interface Starts {
  readonly what: string;
  readonly ours: Start;
  readonly theirs: Start;
  readonly atMost: number;
}

/** Starts both in turn, each in a process of its own, and compares the milliseconds. */
export async function compareStarts({ what, ours, theirs, atMost }: Starts): Promise<BenchRow> {
  const rounds: { readonly us: number; readonly them: number }[] = [];
  const end = performance.now() + LONGEST_MS;
  // The first round fills the file cache for both and is not used.
  for (let round = 0; round <= MOST_ROUNDS && performance.now() < end; round += 1) {
    // Either goes first in turn, since the machine may be slower after a pause than after work.
    const isFirst = round % 2 === 0;
    const first = await timeOf(isFirst ? ours : theirs);
    const second = await timeOf(isFirst ? theirs : ours);
    rounds.push(isFirst ? { us: first, them: second } : { us: second, them: first });
  }
  const used = rounds.slice(1);
  return {
    what,
    ours: `${Math.round(median(used.map(({ us }) => us)))} ms`,
    peer: `nestjs-twilio: ${Math.round(median(used.map(({ them }) => them)))} ms`,
    measured: median(used.map(({ us, them }) => us / them)),
    goal: { atMost },
  };
}

async function timeOf(start: Start): Promise<number> {
  const { stdout } = await run(process.execPath, start, { env: { NODE_ENV: 'test' } });
  return Number(stdout);
}
