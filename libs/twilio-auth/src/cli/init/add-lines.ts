import { appendFile, readFile } from 'node:fs/promises';
import { formsOf, VARIABLE_NAMES } from '../../core/config/env-variables.js';
import { parseEnvFile } from '../env-file.js';
import type { EnvLine } from '../credential-lines.js';
import { UsageError } from '../usage.js';

/** What became of each line. Names only. */
export interface AddedLines {
  readonly added: readonly string[];
  /** The file has them already, under this name or another of the same variable. */
  readonly skipped: readonly string[];
}

/** Only its owner may read a new file: secrets go into it. */
const OWNER_ONLY = 0o600;

/**
 * Appends lines to an `.env` file, except variables that it has already, whatever their value.
 *
 * @throws {UsageError} when the file cannot be read or written.
 */
export async function addLines(path: string, lines: readonly EnvLine[]): Promise<AddedLines> {
  try {
    const text = await readOrEmpty(path);
    const present = Object.keys(parseEnvFile(text));
    const isSkipped = ({ name }: EnvLine): boolean =>
      namesOf(name).some((each) => present.includes(each));
    const added = lines.filter((line) => !isSkipped(line));
    if (added.length > 0) await appendFile(path, block(text, added), { mode: OWNER_ONLY });
    return {
      added: added.map(({ name }) => name),
      skipped: lines.filter(isSkipped).map(({ name }) => name),
    };
  } catch (error) {
    const { code = 'unwritable' } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path} cannot be changed (${code}).`, { cause: error });
  }
}

/** Set under two of its names, a variable would stop the start. */
function namesOf(name: string): readonly string[] {
  const known = VARIABLE_NAMES.find((each) => each === name);
  return known === undefined ? [name] : formsOf(known);
}

function block(before: string, lines: readonly EnvLine[]): string {
  const end = before.includes('\r\n') ? '\r\n' : '\n';
  const isOpen = before !== '' && !/[\r\n]$/.test(before);
  return (isOpen ? end : '') + lines.map(({ name, value }) => `${name}=${value}${end}`).join('');
}

/** The variables of an `.env` file, none where there is no file. */
export async function readEnv(path: string): Promise<Readonly<Record<string, string>>> {
  return parseEnvFile(await readOrEmpty(path));
}

async function readOrEmpty(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
