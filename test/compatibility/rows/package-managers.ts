import { join } from 'node:path';
import { Application } from '../../package/application.js';
import { copyProbe, dependenciesOn, runProbe } from '../probe.js';
import type { Kit, Proof, Row } from '../row.js';
import { NPM_FLAGS, step } from '../step.js';

const group = 'Package manager';

/** Our packages as dependencies, and what they depend on of ours, which no registry has. */
function manifestFor(kit: Kit): {
  readonly dependencies: Record<string, string>;
  readonly overrides: Record<string, string>;
} {
  const overrides = Object.fromEntries(
    Object.entries(kit.packed.tarballs).map(([name, path]) => [name, `file:${path}`]),
  );
  return { dependencies: { ...dependenciesOn('11'), ...overrides }, overrides };
}

async function withPnpm(kit: Kit): Promise<Proof> {
  const { dependencies, overrides } = manifestFor(kit);
  const app = await copyProbe(kit, 'commonjs', { dependencies, pnpm: { overrides } });
  const pnpm = `npx --yes --prefer-offline pnpm@10`;
  await step(app, `${pnpm} install --store-dir ${join(kit.packed.folder, 'pnpm-store')}`);
  await step(app, `${pnpm} exec tsc`);
  return managed(await runProbe(app), 'pnpm', await step(app, `${pnpm} --version`));
}

/**
 * Yarn 1 does not choose the version that the emulator asks for where Fastify asks for a range, and the newest one
 * needs Node 22.
 */
const FOR_NODE_20 = { 'light-my-request': '6.6.0' };

async function withYarn1(kit: Kit): Promise<Proof> {
  const { dependencies, overrides } = manifestFor(kit);
  const resolutions = { ...overrides, ...FOR_NODE_20 };
  const app = await copyProbe(kit, 'commonjs', { dependencies, resolutions });
  const yarn = 'npx --yes --prefer-offline yarn@1.22';
  // Without `--ignore-engines`: it checks what each package says of Node.
  await step(app, `${yarn} install --no-lockfile --non-interactive`);
  await step(app, `${yarn} --silent tsc`);
  return managed(await runProbe(app), 'yarn', await step(app, `${yarn} --version`));
}

async function withPlugNPlay(kit: Kit): Promise<Proof> {
  const tool = new Application(join(kit.packed.folder, 'yarn'));
  await tool.write('package.json', '{ "private": true }');
  await step(tool, `npm install ${NPM_FLAGS} @yarnpkg/cli-dist@4`);
  const yarn = `node ${join(tool.folder, 'node_modules', '@yarnpkg', 'cli-dist', 'bin', 'yarn.js')}`;

  const { dependencies, overrides } = manifestFor(kit);
  const app = await copyProbe(kit, 'commonjs', { dependencies, resolutions: overrides });
  await app.write('yarn.lock', '');
  await app.write('.yarnrc.yml', 'nodeLinker: pnp\nenableTelemetry: false\n');
  await step(app, `${yarn} install --no-immutable`);
  await step(app, `${yarn} tsc`);
  return managed(await runProbe(app, `${yarn} node`), 'yarn', await step(app, `${yarn} --version`));
}

function managed(proof: Proof, name: string, version: string): Proof {
  return { ...proof, versions: { [name]: version.trim(), ...proof.versions } };
}

export const PACKAGE_MANAGERS: readonly Row[] = [
  { id: 'pnpm', group, what: 'pnpm', run: withPnpm },
  { id: 'yarn-pnp', group, what: "Yarn Plug'n'Play", run: withPlugNPlay },
  {
    id: 'yarn-1',
    group,
    what: 'Yarn 1 with its check of engines, on Node 20 with `light-my-request` 6.6.0 in `resolutions`',
    run: withYarn1,
  },
];
