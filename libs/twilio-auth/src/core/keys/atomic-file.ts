import { chown, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, basename } from 'node:path';
import { keyError } from './key-error.js';

/** Only the owner may read a secret. */
const MODE = 0o600;

/** The text of the file; `undefined` where there is none. */
export async function readIfAny(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw unusable(path, `cannot be read (${error.code})`);
  });
}

/**
 * Where the file really is, so that it is replaced there and a link to it stays a link. The files of
 * a mounted Kubernetes secret are refused: the kubelet writes them, and would undo it.
 */
export async function targetOf(path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined) {
    const folder = await realpath(dirname(path)).catch((error: NodeJS.ErrnoException) => {
      throw unusable(path, `has no folder (${error.code})`);
    });
    return join(folder, basename(path));
  }
  if (real.includes('/..')) {
    throw unusable(
      path,
      'is mounted from a Kubernetes secret, which would be written back',
      'Deliver with a function that changes the secret itself.',
    );
  }
  return real;
}

/**
 * Replaces the file by renaming a complete one onto it: a reader sees the old text or the new one.
 * It keeps its owner, so that the application can still read it.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const target = await targetOf(path);
  // In the same folder, and so on the same file system. What an earlier run left is replaced.
  const next = join(dirname(target), `.${basename(target)}.next`);
  await rm(next, { force: true });
  const file = await open(next, 'wx', MODE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  const before = await stat(target).catch(() => undefined);
  if (before !== undefined && before.uid !== process.getuid?.()) {
    await chown(next, before.uid, before.gid);
  }
  await rename(next, target);
}

export function unusable(path: string, problem: string, hint?: string): Error {
  return keyError('target-unusable', `The file ${path} ${problem}. No key was created.`, hint);
}
