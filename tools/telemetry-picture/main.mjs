// Runs draw-sample.ts, which is TypeScript that Node 20 cannot load by itself.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('draw-sample.ts', import.meta.url)), {
  configFile: false,
});
const loadSample = () => import('../../apps/sample/dist/app.module.js');
await module.run(process.argv.slice(2), loadSample);
