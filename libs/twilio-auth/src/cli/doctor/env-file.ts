import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import type { Variables } from '../../core/config/read-env.js';
import { UsageError } from '../usage.js';

/** How this machine reaches the network does not change with the file that is examined. */
const MACHINE = /^(https?|no)_proxy$/i;

/**
 * The variables of an `.env` file in place of the shell's own: what lies about in the shell of
 * whoever examines the file is not there where it will be used.
 *
 * @throws {UsageError} for a file that cannot be read.
 */
export async function readEnvFile(path: string, shell: Variables): Promise<Variables> {
  const machine = Object.entries(shell).filter(([name]) => MACHINE.test(name));
  return { ...Object.fromEntries(machine), ...parseEnv(await read(path)) };
}

async function read(path: string): Promise<string> {
  try {
    // A byte order mark would become part of the first name.
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    throw new UsageError(`--env-file ${path}: cannot be read (${code}).`, { cause: error });
  }
}
