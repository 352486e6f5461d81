import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './read-arguments.mjs';

const HELP = `npm run pack -- [FOLDER]

Builds and packs the libraries as they would be published, and prints the path of each tarball on a line
of its own.

  FOLDER  where the tarballs go, created if it is missing; the working directory without it

With the variable PACKED_LIBRARIES, the tarballs come from that folder, and nothing is built: CI packs once.
`;

const [folder = '.'] = readArguments(HELP, { allowPositionals: true }).positionals;
const into = resolve(folder);
const run = (command, ...args) =>
  execFileSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });

mkdirSync(into, { recursive: true });
const { PACKED_LIBRARIES } = process.env;
const tarballs = PACKED_LIBRARIES === undefined ? pack() : copyFrom(PACKED_LIBRARIES);
for (const name of tarballs) console.log(join(into, name));

/** Returns the names of the tarballs. */
function pack() {
  const stageLibraries = fileURLToPath(new URL('stage-libraries.mjs', import.meta.url));
  const folders = run(process.execPath, stageLibraries).trim().split('\n');
  const packed = JSON.parse(run('npm', 'pack', '--json', ...folders, '--pack-destination', into));
  // npm 12 lists packages by name, npm 11 and older in an array.
  return Object.values(packed).map(({ filename }) => filename);
}

function copyFrom(packed) {
  const names = readdirSync(packed).filter((name) => name.endsWith('.tgz'));
  if (names.length === 0) throw new Error(`PACKED_LIBRARIES: no tarball in ${packed}`);
  for (const name of names) copyFileSync(join(packed, name), join(into, name));
  return names;
}
