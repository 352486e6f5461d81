import { readFile } from 'node:fs/promises';
import { parse } from 'dotenv';
import type { Variables } from '../core/config/read-env.js';
import { UsageError } from './usage.js';

/** The variables of an `.env` file, by the parser of `@nestjs/config`. */
export function parseEnvFile(text: string): Readonly<Record<string, string>> {
  return parse(text);
}

/** The variables of an application that loads this file: those of the process win. */
export async function loadEnvFile(path: string, process: Variables): Promise<Variables> {
  return { ...parseEnvFile(await read(path)), ...process };
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : 'it cannot be read';
    throw new UsageError(`--file ${path}: ${why} (${code}).`, { cause: error });
  }
}
