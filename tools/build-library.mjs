// Builds the library in the current directory for publishing, into a clean `dist`: the code once,
// as CommonJS, its declarations, and a face of ES modules before it.
// While developing, `npm run build:quick` is enough: ES modules alone, and only what changed.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { writeDeclarations } from './publish/declarations.mjs';
import { readEntries } from './publish/entries.mjs';
import { writeCommand, writeFace } from './publish/faces.mjs';
import { writeImplementation } from './publish/implementation.mjs';

const { doors, commands } = await readEntries();
await rm('dist', { recursive: true, force: true });
await mkdir('dist/cjs', { recursive: true });
await writeFile('dist/cjs/package.json', '{ "type": "commonjs" }\n');

const [needs] = await Promise.all([
  writeImplementation([...doors, ...commands]),
  writeDeclarations(doors),
]);
for (const door of doors) await writeFace(door, needs.get(door));
for (const command of commands) await writeCommand(command, needs.get(command));
