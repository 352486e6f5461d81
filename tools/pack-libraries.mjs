// Packs the built libraries into the folder given, as they would be published, and prints the
// path of each tarball on a line of its own.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const into = resolve(process.argv[2] ?? '.');
mkdirSync(into, { recursive: true });

// What is packed is what was built: the caller builds, so `prepack` need not run again.
const packed = execFileSync(
  'npm',
  ['pack', '--json', '--ignore-scripts', '--pack-destination', into, '--workspace', 'libs'],
  {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  },
);
for (const { filename } of JSON.parse(packed)) console.log(join(into, filename));
