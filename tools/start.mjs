// Runs the sample. Builds what changed since the last start and says nothing about it, but for the
// first time.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { modified, newestBelow } from './newest-file.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const sample = join(root, 'apps/sample');
const require = createRequire(import.meta.url);

const LIBRARIES = ['twilio-permissions', 'twilio-auth', 'twilio-emulator'];
const buildInfo = (folder) => join(root, folder, 'dist/.tsbuildinfo');

const isUpToDate = async (folder) =>
  (await modified(buildInfo(folder))) >= (await newestBelow(join(root, folder, 'src')));

/** Builds these folders. What failed is built again by the next start. */
const build = (folders, script, ...args) => {
  const { status } = spawnSync(process.execPath, [require.resolve(script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status === 0) return;
  for (const folder of folders) rmSync(buildInfo(folder), { force: true });
  process.exit(status ?? 1);
};

// A first build takes a while, and a silent terminal looks like a broken one.
if ((await modified(join(sample, 'dist/main.js'))) === 0)
  console.log('Building for the first time …');

// To ask the compiler takes as long as to start.
const folders = LIBRARIES.map((name) => `libs/${name}`);
if (!(await Promise.all(folders.map(isUpToDate))).every(Boolean)) {
  const projects = folders.map((folder) => `${folder}/tsconfig.build.json`);
  build(folders, 'typescript/bin/tsc', '--build', ...projects);
}

if (!(await isUpToDate('apps/sample'))) {
  build(['apps/sample'], '@nestjs/cli/bin/nest.js', 'build', 'sample');
}

await import(pathToFileURL(join(sample, 'dist/main.js')).href);
