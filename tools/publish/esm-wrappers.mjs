import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

/**
 * Writes what `import` finds: a module that only names what the CommonJS file exports, so that
 * `import` and `require` get the same classes.
 */
export async function writeWrapper(entry, nestPackages) {
  const implementation = `${'../'.repeat(entry.split('/').length)}cjs/${entry}.js`;
  const names = Object.keys(createRequire(resolve('dist/cjs/'))(resolve(`dist/cjs/${entry}.js`)));
  await write(`${entry}.js`, [
    // NestJS 12 is ESM. Imported first, it is complete when the implementation requires it, even
    // if the application loads both at the same time.
    ...nestPackages.map((name) => `import '${name}';`),
    `import implementation from '${implementation}';`,
    `export const { ${names.join(', ')} } = implementation;`,
  ]);
  await write(`${entry}.d.ts`, [`export * from '${implementation}';`]);
}

/** A command is a wrapper too, so that its path is the same during development. */
export async function writeCommand(command, nestPackages) {
  const implementation = `${'../'.repeat(command.split('/').length)}cjs/${command}.js`;
  await write(`${command}.js`, [
    '#!/usr/bin/env node',
    ...[...nestPackages, implementation].map((name) => `import '${name}';`),
  ]);
}

async function write(path, lines) {
  const file = `dist/esm/${path}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${lines.join('\n')}\n`);
}
