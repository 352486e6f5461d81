import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchCase } from '../bench-case.js';

const ROUNDS = 15;
const run = promisify(execFile);

export const bootTime: BenchCase = {
  id: 'B8',
  title: 'Boot of an application that uses ValidationPipe',
  async run() {
    const rounds: { readonly ours: number; readonly theirs: number }[] = [];
    // The first round warms the file cache for both and does not count.
    for (let round = 0; round <= ROUNDS; round += 1) {
      rounds.push({ ours: await bootOf('ours'), theirs: await bootOf('nestjs-twilio') });
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

/** Milliseconds from the start of the process. */
async function bootOf(application: string): Promise<number> {
  const file = fileURLToPath(new URL(`../boot/${application}.js`, import.meta.url));
  const { stdout } = await run(process.execPath, [file], { env: { NODE_ENV: 'test' } });
  return Number(stdout);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
