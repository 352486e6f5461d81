import { fileURLToPath } from 'node:url';
import type { BenchCase, BenchRow } from '../bench-case.js';
import { compareStarts } from '../boot/compare-starts.js';

export const bootTime: BenchCase = {
  id: 'B8',
  title: 'Boot of an application',
  async run() {
    return [
      await compare('an application with a ValidationPipe', ['validates'], 1),
      await compare('an application without one', [], 1.05),
    ];
  },
};

function compare(what: string, args: readonly string[], atMost: number): Promise<BenchRow> {
  const start = (application: string): [string, ...string[]] => [
    fileURLToPath(new URL(`../boot/${application}.js`, import.meta.url)),
    ...args,
  ];
  return compareStarts({
    what: `${what}: from the start of the process to a client while it listens`,
    ours: start('ours'),
    theirs: start('nestjs-twilio'),
    atMost,
  });
}
