import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const TREE = 'dist/types';

const emitTree = () =>
  new Promise((resolve, reject) => {
    const fresh = ['--incremental', 'false', '--tsBuildInfoFile', 'null'];
    const only = ['--emitDeclarationOnly', '--outDir', TREE];
    spawn(process.execPath, [tsc, '--project', 'tsconfig.build.json', ...fresh, ...only], {
      stdio: 'inherit',
    })
      .once('error', reject)
      .once('close', (code) => (code === 0 ? resolve() : reject(new Error('tsc found faults'))));
  });

/** Checks the types, and writes the declarations that the entry points lead to, documented. */
export async function writeDeclarations(entries) {
  await emitTree();
  const bundle = await rollup({
    input: Object.fromEntries(entries.map((entry) => [entry, `${TREE}/${entry}.d.ts`])),
    external: (id) => !/^([./]|[A-Z]:)/i.test(id),
    plugins: [dts()],
    // Constructors that Nest calls show types that applications have no use for.
    onwarn: () => undefined,
  });
  await bundle.write({
    dir: 'dist/cjs',
    format: 'es',
    entryFileNames: '[name].d.ts',
    chunkFileNames: ({ name }) => `${name.replace(/\.d$/, '')}.types.d.ts`,
  });
  await bundle.close();
  await rm(TREE, { recursive: true });
}
