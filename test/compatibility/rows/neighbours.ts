import { join } from 'node:path';
import { copyProbe, dependenciesOn, runProbe } from '../probe.js';
import type { Kit, Proof, Row } from '../row.js';
import { NPM_FLAGS, step } from '../step.js';

const group = 'Beside other modules, in one application';
const FOLDER = join('test', 'compatibility', 'application-neighbours');

const ON_EITHER = {
  '@apollo/server': '^5.0.0',
  '@as-integrations/express5': '^1.1.0',
  '@nestjs/throttler': '^6.4.0',
  graphql: '^16.11.0',
  helmet: '^8.1.0',
  pino: '^10.0.0',
  'pino-http': '^11.0.0',
};

const ON_11 = {
  ...dependenciesOn('11'),
  ...ON_EITHER,
  '@nestjs/apollo': '^13.2.0',
  '@nestjs/graphql': '^13.2.0',
  '@sentry/nestjs': '^10.0.0',
  'nestjs-cls': '^6.0.0',
  'nestjs-pino': '^4.5.0',
};

/** Without Sentry: its peer range ends with NestJS 11. */
const ON_12 = {
  ...dependenciesOn('12'),
  ...ON_EITHER,
  '@nestjs/apollo': '^14.0.0',
  '@nestjs/graphql': '^14.0.0',
  'nestjs-cls': '^7.0.0',
  'nestjs-pino': '^5.0.0',
};

/** One application that uses all of them, so that they also meet each other. */
async function besideAll(
  kit: Kit,
  type: 'module' | 'commonjs',
  dependencies: Readonly<Record<string, string>>,
  ...sources: readonly string[]
): Promise<Proof> {
  const app = await copyProbe(kit, type, { dependencies });
  for (const folder of sources) await app.copy(join(FOLDER, folder), 'src');
  await app.edit('tsconfig.json', ['"strict": true', '"strict": true, "esModuleInterop": true']);
  await step(app, `npm install ${NPM_FLAGS} ${Object.values(kit.packed.tarballs).join(' ')}`);
  await step(app, 'npx tsc');
  return runProbe(app);
}

export const BESIDE: readonly Row[] = [
  {
    id: 'beside-11',
    group,
    what: 'NestJS 11: pino, CLS, throttler, helmet, GraphQL with Apollo, Sentry',
    run: (kit) => besideAll(kit, 'commonjs', ON_11, 'src'),
  },
  {
    id: 'beside-12',
    group,
    what: 'NestJS 12: the same without Sentry, which does not support it yet',
    run: (kit) => besideAll(kit, 'module', ON_12, 'src', 'without-sentry'),
  },
];
