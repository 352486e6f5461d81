// Builds the library in the current directory for publishing, into a clean `dist`: ESM and CommonJS
// without comments, and the declarations, with comments, that the entry points lead to.
// While developing, `npm run build:quick` is enough: ESM alone, and only what changed.
import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const types = 'dist/types';

const compile = (config, ...options) =>
  new Promise((resolve, reject) => {
    const fresh = ['--incremental', 'false', '--tsBuildInfoFile', 'null'];
    spawn(process.execPath, [tsc, '--project', config, ...fresh, ...options], { stdio: 'inherit' })
      .once('error', reject)
      .once('close', (code) => resolve(code === 0));
  });

/** The declarations that importers can see: what is left out is ours alone. */
const reachable = async (entries) => {
  const seen = new Set();
  const visit = async (path) => {
    if (seen.has(path)) return;
    seen.add(path);
    const { importedFiles } = ts.preProcessFile(await readFile(join(types, path), 'utf8'));
    const relative = importedFiles
      .map((file) => file.fileName)
      .filter((name) => name.startsWith('.'));
    for (const name of relative) await visit(join(dirname(path), name.replace(/\.js$/, '.d.ts')));
  };
  for (const entry of entries) await visit(entry);
  return [...seen];
};

await rm('dist', { recursive: true, force: true });
const javascript = ['--noCheck', '--removeComments', '--declaration', 'false'];
const results = await Promise.all([
  compile('tsconfig.esm.json', '--emitDeclarationOnly', '--outDir', types),
  compile('tsconfig.esm.json', ...javascript).then(
    async (ok) => ok && (await compile('tsconfig.cjs.json', ...javascript)),
  ),
]);

const { exports: doors } = JSON.parse(await readFile('package.json', 'utf8'));
const entries = Object.values(doors).flatMap(
  (door) => door.import?.types?.replace('./dist/esm/', '') ?? [],
);
for (const path of await reachable(entries)) {
  await cp(join(types, path), join('dist/esm', path));
  await cp(join(types, path), join('dist/cjs', path));
}
await rm(types, { recursive: true });
await mkdir('dist/cjs', { recursive: true });
await writeFile('dist/cjs/package.json', '{ "type": "commonjs" }\n');
process.exitCode = results.every(Boolean) ? 0 : 1;
