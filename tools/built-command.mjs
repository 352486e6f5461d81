import { spawnSync } from 'node:child_process';
import { utimes } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { modified, newestBelow } from './newest-file.mjs';

/** The address of a library's command, after a build where there is none or sources are newer. */
export async function builtCommand(library) {
  const folder = fileURLToPath(new URL(`../libs/${library}/`, import.meta.url));
  const command = join(folder, 'dist/esm/cli/main.js');
  const [built, changed] = await Promise.all([
    newestBelow(join(folder, 'dist')),
    newestBelow(join(folder, 'src')),
  ]);
  if ((await modified(command)) === 0) build(folder, 'Building for the first time …');
  else if (changed > built) build(folder, 'Building what has changed …');
  // A build that finds nothing to write leaves the old times.
  if (changed > built) await utimes(command, new Date(), new Date());
  // As if Node had been given the built file: the command looks for its package from there.
  process.argv[1] = command;
  return pathToFileURL(command).href;
}

/** Says what it does on standard error: the command's own output may go into a file. */
function build(folder, message) {
  console.error(message);
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const project = join(folder, 'tsconfig.build.json');
  const { status } = spawnSync(process.execPath, [tsc, '--build', project], {
    stdio: ['ignore', process.stderr, 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}
