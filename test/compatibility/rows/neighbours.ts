import { join } from 'node:path';
import { copyProbe, dependenciesOn, runProbe } from '../probe.js';
import type { Kit, Proof, Row } from '../row.js';
import { NPM_FLAGS, step } from '../step.js';

const SOURCES = join('test', 'compatibility', 'application-neighbours', 'src');

const NEIGHBOURS = {
  '@apollo/server': '^5.0.0',
  '@as-integrations/express5': '^1.1.0',
  '@nestjs/apollo': '^13.2.0',
  '@nestjs/graphql': '^13.2.0',
  '@nestjs/throttler': '^6.4.0',
  '@sentry/nestjs': '^10.0.0',
  graphql: '^16.11.0',
  helmet: '^8.1.0',
  'nestjs-cls': '^6.0.0',
  'nestjs-pino': '^4.5.0',
  pino: '^10.0.0',
  'pino-http': '^11.0.0',
};

/** One application that uses all of them, so that they also meet each other. */
async function besideAll(kit: Kit): Promise<Proof> {
  const app = await copyProbe(kit, 'commonjs', {
    dependencies: { ...dependenciesOn('11'), ...NEIGHBOURS },
  });
  await app.copy(SOURCES, 'src');
  await app.edit('tsconfig.json', ['"strict": true', '"strict": true, "esModuleInterop": true']);
  await step(app, `npm install ${NPM_FLAGS} ${Object.values(kit.packed.tarballs).join(' ')}`);
  await step(app, 'npx tsc');
  return runProbe(app);
}

export const BESIDE: readonly Row[] = [
  {
    id: 'beside',
    group: 'Beside other modules, in one application',
    what: 'pino, CLS, throttler, helmet, Sentry, GraphQL with Apollo',
    run: besideAll,
  },
];
