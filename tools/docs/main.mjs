// Runs build.ts, which is TypeScript that Node 20 cannot load by itself.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { readArguments } from '../read-arguments.mjs';

const HELP = `npm run docs -- [--serve]

Writes the tables and references that are made from the code, and the site in dist/docs.

  --serve  serves the site afterwards, to read it
`;
const { values } = readArguments(HELP, { options: { serve: { type: 'boolean', default: false } } });

const { module } = await runnerImport(fileURLToPath(new URL('build.ts', import.meta.url)), {
  configFile: false,
});
await module.run(values);
