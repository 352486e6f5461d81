import { readFile } from 'node:fs/promises';
import { UsageError } from '../usage.js';

/**
 * The text of the file with the permissions of a new key, where one is given.
 *
 * @throws {UsageError} for a file that cannot be read.
 */
export async function permissionsTextOf(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--permissions-file ${path}: it cannot be read (${error.code}).`, {
      cause: error,
    });
  });
}
