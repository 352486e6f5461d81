// Builds the library in the current directory for publishing, into a clean `dist`: the code once,
// as CommonJS, its declarations, ES module wrappers for `import`, and Nest's half as ES modules for bundlers.
// While developing, `npm run build:quick` is enough: ES modules alone, and only what changed.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { writeDeclarations } from './publish/declarations.mjs';
import { readEntries } from './publish/entries.mjs';
import { writeCommand, writeWrapper } from './publish/esm-wrappers.mjs';
import { writeImplementation } from './publish/implementation.mjs';
import { writeNestModules } from './publish/nest-modules.mjs';

const { entries, commands } = await readEntries();
await rm('dist', { recursive: true, force: true });
await mkdir('dist/cjs', { recursive: true });
await writeFile('dist/cjs/package.json', '{ "type": "commonjs" }\n');

const [{ needs, core }] = await Promise.all([
  writeImplementation([...entries, ...commands]),
  writeDeclarations(entries),
]);
const needNest = entries.filter((entry) => needs.get(entry).length > 0);
if (needNest.length > 0) await writeNestModules(needNest, core);
for (const entry of entries) await writeWrapper(entry, needs.get(entry));
for (const command of commands) await writeCommand(command, needs.get(command));
