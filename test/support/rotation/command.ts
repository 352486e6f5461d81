import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { ADMIN_VARIABLES } from './processes.js';

/** The steps of a rotation, as its progress names them. */
export const STEPS = [
  'created',
  'accepted',
  'delivered',
  'marked',
  'waited',
  'revoked',
  'renamed',
] as const;
export type Step = (typeof STEPS)[number];

/** How a command ended. */
export interface CommandRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the administrator; with a step, until its progress says that this is done. */
export async function runCommand(
  cli: string,
  args: readonly string[],
  killAt?: string,
): Promise<CommandRun> {
  const child = spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...ADMIN_VARIABLES },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
    if (killAt !== undefined && new RegExp(`^${killAt} `, 'm').test(stderr)) child.kill('SIGKILL');
  });
  const [stdout, [code, signal]] = await Promise.all([
    text(child.stdout),
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  return { code, signal, stdout, stderr };
}
