import { join } from 'node:path';
import { Application } from '../../package/application.js';
import { nestNew } from '../../package/nest-new.js';
import { runProbe } from '../probe.js';
import type { Kit, Proof, Row } from '../row.js';
import { NPM_FLAGS, step } from '../step.js';

const group = 'Application of the Nest CLI';
const SOURCES = join('test', 'compatibility', 'application', 'src');

/** What `nest new` makes, with our packages and the probe in the place of its sources. */
function starter(kit: Kit, version: string): Promise<Application> {
  return kit.shared(`starter-${version}`, async () => {
    const app = new Application(await nestNew(kit.packed.folder, version));
    await app.remove('src');
    await app.copy(SOURCES, 'src');
    const tarballs = Object.values(kit.packed.tarballs).join(' ');
    await step(app, `npm install ${NPM_FLAGS} ${tarballs} twilio class-validator`);
    return app;
  });
}

async function buildAndTest(kit: Kit, version: string): Promise<Proof> {
  const app = await starter(kit, version);
  await step(app, 'npm run build');
  const proof = await runProbe(app);
  await step(app, 'npm test');
  return { ...proof, checked: `build, test, ${proof.checked}` };
}

async function buildWithSwc(kit: Kit, version: string): Promise<Proof> {
  const app = await starter(kit, version);
  await step(app, `npm install --save-dev ${NPM_FLAGS} @swc/cli @swc/core`);
  await step(app, 'npx nest build --builder swc --type-check');
  const proof = await runProbe(app);
  return { ...proof, checked: `build with types, ${proof.checked}` };
}

export const STARTERS: readonly Row[] = [
  {
    id: 'nest-12',
    group,
    what: 'NestJS 12: ES modules, Vitest',
    run: (kit) => buildAndTest(kit, '12'),
  },
  {
    id: 'nest-11',
    group,
    what: 'NestJS 11: CommonJS, Jest',
    run: (kit) => buildAndTest(kit, '11'),
  },
  {
    id: 'nest-10',
    group,
    what: 'NestJS 10: CommonJS, Jest, Express 4',
    run: (kit) => buildAndTest(kit, '10'),
  },
  { id: 'swc-12', group, what: 'NestJS 12, SWC builder', run: (kit) => buildWithSwc(kit, '12') },
  { id: 'swc-11', group, what: 'NestJS 11, SWC builder', run: (kit) => buildWithSwc(kit, '11') },
];
