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
  /** A third one, whose ratio the row says beside the measured one. */
  readonly also?: { readonly name: string; readonly start: Start };
}

/** Starts them in turn, each in a process of its own, and compares the milliseconds. */
export async function compareStarts({
  what,
  ours,
  theirs,
  atMost,
  also,
}: Starts): Promise<BenchRow> {
  const starts = [ours, theirs, ...(also === undefined ? [] : [also.start])];
  const rounds: number[][] = [];
  const end = performance.now() + LONGEST_MS;
  // The first round fills the file cache for all and is not used.
  for (let round = 0; round <= MOST_ROUNDS && performance.now() < end; round += 1) {
    // The order is reversed in turn, since the machine may be slower after a pause than after work.
    const order = [...starts.keys()];
    if (round % 2 === 1) order.reverse();
    const times: number[] = [];
    for (const index of order) times[index] = await timeOf(starts[index]!);
    rounds.push(times);
  }
  const used = rounds.slice(1);
  const ms = (index: number) => Math.round(median(used.map((times) => times[index]!)));
  const ratio = (index: number) => median(used.map((times) => times[0]! / times[index]!));
  return {
    what: also === undefined ? what : `${what} (beside ${also.name}: ${ratio(2).toFixed(3)})`,
    ours: `${ms(0)} ms`,
    peer: `nestjs-twilio: ${ms(1)} ms`,
    measured: ratio(1),
    goal: { atMost },
  };
}

async function timeOf(start: Start): Promise<number> {
  const { stdout } = await run(process.execPath, start, { env: { NODE_ENV: 'test' } });
  return Number(stdout);
}
