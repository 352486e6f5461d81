import { join } from 'node:path';
import { Application } from '../../package/application.js';
import {
  compileEntryPoints,
  RESOLUTIONS as BY_NAME,
  writeEntryPoints,
  type Resolution,
} from '../entry-points.js';
import { dependenciesOn } from '../probe.js';
import type { Kit, Proof, Row } from '../row.js';
import { NPM_FLAGS, step } from '../step.js';

const group = 'Types, each entry point of each package';

/** Every optional peer, and the compilers by the name of their package. */
const DEPENDENCIES = {
  ...dependenciesOn('11'),
  '@nestjs/config': '^4.0.0',
  '@nestjs/terminus': '^11.0.0',
  '@opentelemetry/api': '^1.9.0',
  // The declarations of the SDK itself need it, and `esModuleInterop`.
  '@types/jsonwebtoken': '^9.0.0',
  typescript6: 'npm:typescript@~6.0.0',
  typescript7: 'npm:typescript@^7.0.0',
};

function entryPoints(kit: Kit): Promise<Application> {
  return kit.shared('entry-points', async () => {
    const app = new Application(join(kit.packed.folder, 'entry-points'));
    await app.write('package.json', JSON.stringify({ private: true, dependencies: DEPENDENCIES }));
    await step(app, `npm install ${NPM_FLAGS} ${Object.values(kit.packed.tarballs).join(' ')}`);
    await writeEntryPoints(app, Object.keys(kit.packed.tarballs));
    return app;
  });
}

type Compilation = readonly [
  resolution: Resolution,
  compiler: 'typescript' | 'typescript6' | 'typescript7',
];

async function compile(kit: Kit, ...compilations: readonly Compilation[]): Promise<Proof> {
  const app = await entryPoints(kit);
  const used: string[] = [];
  for (const [resolution, compiler] of compilations) {
    used.push(await compileEntryPoints(app, resolution, compiler));
  }
  const versions = { typescript: used.join(' and ') };
  return { checked: 'declarations, with `skipLibCheck: false`', versions };
}

export const RESOLUTIONS: readonly Row[] = [
  {
    id: 'types-node10',
    group,
    what: '`moduleResolution: node10`',
    run: (kit) => compile(kit, [BY_NAME.node10, 'typescript']),
  },
  {
    id: 'types-node16-cjs',
    group,
    what: '`node16`, CommonJS',
    run: (kit) => compile(kit, [BY_NAME['node16, CommonJS'], 'typescript']),
  },
  {
    id: 'types-node16-esm',
    group,
    what: '`node16`, ES module',
    run: (kit) => compile(kit, [BY_NAME['node16, ES module'], 'typescript']),
  },
  {
    id: 'types-nodenext',
    group,
    what: '`nodenext`, both kinds',
    run: (kit) =>
      compile(
        kit,
        [BY_NAME['nodenext, CommonJS'], 'typescript6'],
        [BY_NAME['nodenext, ES module'], 'typescript7'],
      ),
  },
  {
    id: 'types-bundler',
    group,
    what: '`bundler`',
    run: (kit) => compile(kit, [BY_NAME.bundler, 'typescript6'], [BY_NAME.bundler, 'typescript7']),
  },
];
