import { spawnSync } from 'node:child_process';
import { utimes } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { modified, newestBelow } from './newest-file.mjs';

/** The address of a library's command, which uses twilio-permissions, after a build where there is none or sources are newer. */
export async function builtCommand(library) {
  const folderOf = (name) => fileURLToPath(new URL(`../libs/${name}/`, import.meta.url));
  const folders = ['twilio-permissions', library].map(folderOf);
  const command = join(folderOf(library), 'dist/esm/cli/main.js');
  const stale = [];
  for (const folder of folders) if (await isStale(folder)) stale.push(folder);
  if ((await modified(command)) === 0) build(folders, 'Building for the first time …');
  else if (stale.length > 0) build(folders, 'Building what has changed …');
  // A build that finds nothing to write leaves the old times.
  for (const folder of stale) await utimes(join(folder, BUILD_INFO), new Date(), new Date());
  // As if Node had been given the built file: the command looks for its package from there.
  process.argv[1] = command;
  return pathToFileURL(command).href;
}

const BUILD_INFO = 'dist/.tsbuildinfo';

async function isStale(folder) {
  const [built, changed] = await Promise.all(
    ['dist', 'src'].map((name) => newestBelow(join(folder, name))),
  );
  return changed > built;
}

/** Says what it does on standard error: the command's own output may go into a file. */
function build(folders, message) {
  console.error(message);
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const projects = folders.map((folder) => join(folder, 'tsconfig.build.json'));
  const { status } = spawnSync(process.execPath, [tsc, '--build', ...projects], {
    stdio: ['ignore', process.stderr, 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}
