import { cp, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { Application } from '../package/application.js';
import type { Kit, Proof } from './row.js';
import { NPM_FLAGS, step } from './step.js';

const PROBE = join('test', 'compatibility', 'application');

/** The dependencies of the probe by major version of NestJS. */
export function dependenciesOn(nest: string): Record<string, string> {
  const packages = ['common', 'core', 'platform-express', 'testing'];
  return {
    ...Object.fromEntries(packages.map((name) => [`@nestjs/${name}`, `^${nest}.0.0`])),
    '@types/node': '^20.19.0',
    'class-validator': '^0.14.0',
    'reflect-metadata': '^0.2.2',
    rxjs: '^7.8.2',
    twilio: '^6.2.0',
    typescript: '~5.9.0',
  };
}

/** A copy of the probe, not installed yet: an ES module, or CommonJS. */
export async function copyProbe(
  kit: Kit,
  type: 'module' | 'commonjs',
  manifest: Readonly<Record<string, unknown>>,
): Promise<Application> {
  const folder = await mkdtemp(join(kit.packed.folder, 'probe-'));
  await cp(PROBE, folder, { recursive: true });
  const app = new Application(folder);
  await app.write(
    'package.json',
    JSON.stringify({ name: 'probe', private: true, type, ...manifest }),
  );
  return app;
}

/** The probe, installed by npm and compiled. */
export async function installProbe(
  kit: Kit,
  type: 'module' | 'commonjs',
  dependencies: Readonly<Record<string, string>>,
): Promise<Application> {
  const app = await copyProbe(kit, type, { dependencies });
  const tarballs = Object.values(kit.packed.tarballs).join(' ');
  await step(app, `npm install ${NPM_FLAGS} ${tarballs}`);
  await step(app, 'npx tsc');
  return app;
}

/** Runs the compiled probe, and reads what it did from the last line that it printed. */
export async function runProbe(app: Application, node = 'node'): Promise<Proof> {
  const output = await step(app, `${node} dist/probe.js`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Proof;
}
