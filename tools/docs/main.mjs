// Runs build.ts, which is TypeScript that Node 20 cannot load by itself.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('build.ts', import.meta.url)), {
  configFile: false,
});
await module.run(process.argv.slice(2));
