// Builds and packs both libraries into the folder given, as they would be published, and prints
// the path of each tarball on a line of its own.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const into = resolve(process.argv[2] ?? '.');
const npm = (stdout, ...args) =>
  execFileSync('npm', args, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
    stdio: ['ignore', stdout, 'inherit'],
    shell: process.platform === 'win32',
  });

mkdirSync(into, { recursive: true });
npm(process.stderr, 'run', '--silent', 'build:libraries');
// Built just now; as a script of its own the build would print into the JSON.
const pack = ['pack', '--json', '--ignore-scripts', '--workspace', 'libs'];
const packed = JSON.parse(npm('pipe', ...pack, '--pack-destination', into));
// npm 12 lists packages by name, npm 11 and older in an array.
for (const { filename } of Object.values(packed)) console.log(join(into, filename));
