// Runs the sample. Builds what changed since the last start and says nothing about it, but for the
// first time.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { modified, newestBelow } from './newest-file.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const sample = join(root, 'apps/sample');
const require = createRequire(import.meta.url);

const run = (script, ...args) => {
  const { status } = spawnSync(process.execPath, [require.resolve(script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
};

// A first build takes a while, and a silent terminal looks like a broken one.
if ((await modified(join(sample, 'dist/main.js'))) === 0)
  console.log('Building for the first time …');

run(
  'typescript/bin/tsc',
  '--build',
  ...['twilio-permissions', 'twilio-auth', 'twilio-emulator'].map(
    (library) => `libs/${library}/tsconfig.build.json`,
  ),
);

if (
  (await modified(join(sample, 'dist/.tsbuildinfo'))) < (await newestBelow(join(sample, 'src')))
) {
  run('@nestjs/cli/bin/nest.js', 'build', 'sample');
}

await import(pathToFileURL(join(sample, 'dist/main.js')).href);
