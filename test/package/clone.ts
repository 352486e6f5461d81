import { execFileSync } from 'node:child_process';
import { cp, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Copies what a clone of this repository would contain, including uncommitted changes. */
export async function copyOfRepository(): Promise<string> {
  const folder = await mkdtemp(join(inject('packed').folder, 'clone-'));
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const files = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\0');
  const deleted = execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: root }).toString();
  const gone = new Set(deleted.split('\0'));
  for (const file of files) {
    if (file !== '' && !gone.has(file)) await cp(join(root, file), join(folder, file));
  }
  return folder;
}
