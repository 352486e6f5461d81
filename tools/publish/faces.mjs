import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

/**
 * Writes what `import` finds: a module that only names what the CommonJS file exports, so that
 * importers and requirers meet the same classes.
 */
export async function writeFace(door, nestPackages) {
  const implementation = `${'../'.repeat(door.split('/').length)}cjs/${door}.js`;
  const names = Object.keys(createRequire(resolve('dist/cjs/'))(resolve(`dist/cjs/${door}.js`)));
  await write(`${door}.js`, [
    // NestJS 12 is ESM. Imported first, it is complete when the implementation requires it, even
    // if the application loads both at the same time.
    ...nestPackages.map((name) => `import '${name}';`),
    `import implementation from '${implementation}';`,
    `export const { ${names.join(', ')} } = implementation;`,
  ]);
  await write(`${door}.d.ts`, [`export * from '${implementation}';`]);
}

/** A command is a face too, so that its place is the same while developing. */
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
