import { resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { sourcesOf } from './implementation.mjs';

/**
 * Writes what needs NestJS a second time, as ES modules, for bundlers alone: `module` in the exports is a
 * condition that they know and Node does not. A bundle in which a CommonJS file requires an ES module, as
 * NestJS 12 is, keeps all of that module and compiles it twice. What needs no NestJS is required from the
 * CommonJS files.
 *
 * @param entries the entry points that need NestJS
 * @param core the modules that are in `core.js`
 */
export async function writeNestModules(entries, core) {
  // Written relative to the sources, as it is then relative to `dist/module`.
  const coreFile = resolve('cjs/core.js');
  const bundle = await rolldown({
    ...sourcesOf(entries),
    plugins: [
      {
        name: 'core-stays-commonjs',
        async resolveId(source, importer, options) {
          if (importer === undefined) return null;
          const found = await this.resolve(source, importer, { ...options, skipSelf: true });
          return core.has(found?.id) ? { id: coreFile, external: 'relative' } : found;
        },
      },
    ],
  });
  await bundle.write({
    dir: 'dist/module',
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: { groups: [{ name: 'nest', test: /[\\/]src[\\/]nest[\\/]/ }] },
    comments: { jsdoc: false },
  });
  await bundle.close();
}
