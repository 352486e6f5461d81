import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchCase } from '../bench-case.js';

/** Starts differ by a tenth, and what is compared by a hundredth. */
const ROUNDS = 80;
const run = promisify(execFile);

export const bootTime: BenchCase = {
  id: 'B8',
  title: 'Boot of an application that uses ValidationPipe',
  async run() {
    const rounds: Round[] = [];
    // The first round warms the file cache for both and does not count.
    for (let round = 0; round <= ROUNDS; round += 1) {
      rounds.push(round % 2 === 0 ? await oursFirst() : await theirsFirst());
    }
    const counted = rounds.slice(1);
    return [
      {
        what: 'from the start of the process to a client in a listening application',
        ours: `${Math.round(median(counted.map(({ ours }) => ours)))} ms`,
        peer: `nestjs-twilio: ${Math.round(median(counted.map(({ theirs }) => theirs)))} ms`,
        measured: median(counted.map(({ ours, theirs }) => ours / theirs)),
        goal: { atMost: 1 },
      },
    ];
  },
};

interface Round {
  readonly ours: number;
  readonly theirs: number;
}

/** In turns, since the machine may be slower after a pause than after work. */
async function oursFirst(): Promise<Round> {
  const ours = await bootOf('ours');
  return { ours, theirs: await bootOf('nestjs-twilio') };
}

async function theirsFirst(): Promise<Round> {
  const theirs = await bootOf('nestjs-twilio');
  return { theirs, ours: await bootOf('ours') };
}

/** Milliseconds from the start of the process. */
async function bootOf(application: string): Promise<number> {
  const file = fileURLToPath(new URL(`../boot/${application}.js`, import.meta.url));
  const { stdout } = await run(process.execPath, [file], { env: { NODE_ENV: 'test' } });
  return Number(stdout);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
