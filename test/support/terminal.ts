import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { CliOptions } from './cli.js';

/** Whether this machine can open a terminal for a process (`script` of util-linux). */
export const hasTerminal = isInstalled();

function isInstalled(): boolean {
  const found = spawnSync('script', ['--version']).status === 0;
  if (!found) process.stderr.write('Terminal tests skipped: there is no script of util-linux.\n');
  return found;
}

/** A command that runs on a terminal. */
export interface TerminalRun {
  /** Types a text once the command has printed `prompt`. */
  type(prompt: string, text: string): Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

/** Runs a command on a terminal of this width. */
export function openTerminal(
  file: string,
  args: readonly string[],
  { variables = {}, folder, columns = 80 }: CliOptions & { readonly columns?: number } = {},
): TerminalRun {
  const command = `stty cols ${columns}; exec ${[process.execPath, file, ...args].join(' ')}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], TERM: 'xterm', ...variables },
  });
  let output = '';
  let typedAt = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  return {
    ended,
    async type(prompt, text) {
      while (!output.slice(typedAt).includes(prompt)) {
        await Promise.race([
          once(child.stdout, 'data'),
          ended.then(() => Promise.reject(new Error(`No "${prompt}" in: ${output}`))),
        ]);
      }
      typedAt = output.length;
      child.stdin.write(text);
    },
  };
}
