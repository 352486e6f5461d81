import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CaseResult } from './case-result.js';

const MOST_SECONDS = 180;

/** Runs one compiled case in a process of its own, so that no case meets the heap of another. */
export function runCase(id: string, file: string): Promise<CaseResult> {
  const started = performance.now();
  const child = fork(fileURLToPath(new URL('case-process.js', import.meta.url)), [file], {
    execArgv: ['--expose-gc'],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production' },
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), MOST_SECONDS * 1000);
  return new Promise((resolve) => {
    let answer: Partial<CaseResult> = { error: `gave no result within ${MOST_SECONDS} s` };
    child.on('message', (message: Partial<CaseResult>) => (answer = message));
    child.once('close', () => {
      clearTimeout(limit);
      const seconds = (performance.now() - started) / 1000;
      resolve({ id, title: id, rows: [], ...answer, seconds });
    });
  });
}
