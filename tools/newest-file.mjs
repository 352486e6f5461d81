import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** When a file was last changed, in milliseconds since the epoch; 0 where there is none. */
export async function modified(path) {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}

/** When the newest file below a folder was last changed, specs aside; 0 where there is none. */
export async function newestBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'));
  const times = await Promise.all(files.map((f) => modified(join(f.parentPath, f.name))));
  return Math.max(0, ...times);
}
