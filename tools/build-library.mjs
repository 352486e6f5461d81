// Builds the library in the current directory, ESM and CommonJS at once, into a clean `dist`.
// `--quick` keeps what is there and rebuilds only what changed, ESM alone: enough to run the
// sample and the tests.
import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const quick = process.argv.includes('--quick');

const compile = (config) =>
  new Promise((resolve, reject) => {
    spawn(process.execPath, [tsc, '--build', config], { stdio: 'inherit' })
      .once('error', reject)
      .once('close', (code) => resolve(code === 0));
  });

if (!quick) await rm('dist', { recursive: true, force: true });

const configs = quick ? ['tsconfig.esm.json'] : ['tsconfig.esm.json', 'tsconfig.cjs.json'];
const results = await Promise.all(configs.map(compile));
if (!quick) {
  await mkdir('dist/cjs', { recursive: true });
  await writeFile('dist/cjs/package.json', '{ "type": "commonjs" }\n');
}
process.exitCode = results.every(Boolean) ? 0 : 1;
