import { readFile, writeFile } from 'node:fs/promises';
import { permissionsFileText, readPermissionsFile } from '../../core/config/permissions-file.js';
import { UsageError } from '../usage.js';

/**
 * The names in a lock file; `undefined` where there is none.
 *
 * @throws {UsageError} for a file that is no lock file, or that a newer version wrote.
 */
export async function readLock(path: string): Promise<readonly string[] | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UsageError(`${path} cannot be read (${error.code}).`, { cause: error });
  });
  const names = text === undefined ? undefined : readPermissionsFile(text);
  if (typeof names === 'string') throw new UsageError(`${path} cannot be used: ${names}.`);
  return names;
}

/** @throws {UsageError} where the file cannot be written. */
export async function writeLock(path: string, names: readonly string[]): Promise<void> {
  await writeFile(path, permissionsFileText(names)).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be written (${error.code}).`, { cause: error });
  });
}
