import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Application } from '../../package/application.js';
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

/** How one compiler is called. */
interface Compilation {
  readonly compiler: 'typescript' | 'typescript6' | 'typescript7';
  /** `cts` and `mts` say which module system the file has; `ts` leaves it to the options. */
  readonly file: 'ts' | 'cts' | 'mts';
  readonly flags: string;
}

function entryPoints(kit: Kit): Promise<Application> {
  return kit.shared('entry-points', async () => {
    const app = new Application(join(kit.packed.folder, 'entry-points'));
    await app.write('package.json', JSON.stringify({ private: true, dependencies: DEPENDENCIES }));
    const packages = Object.keys(kit.packed.tarballs);
    await step(app, `npm install ${NPM_FLAGS} ${Object.values(kit.packed.tarballs).join(' ')}`);
    const entries = await Promise.all(packages.map((name) => entriesOf(app, name)));
    const imports = entries.flat().map((entry, at) => `import * as entry${at} from '${entry}';`);
    const uses = entries.flat().map((_, at) => `entry${at}`);
    const text = `${imports.join('\n')}\nexport const entries = [${uses.join(', ')}];\n`;
    for (const extension of ['ts', 'cts', 'mts']) await app.write(`all.${extension}`, text);
    return app;
  });
}

/** What can be imported of a package: `nestjs-twilio-auth/redis` and the like. */
async function entriesOf(app: Application, name: string): Promise<readonly string[]> {
  const manifest = await manifestOf(app, name);
  const paths = Object.keys(manifest.exports ?? {}).filter((path) => !path.endsWith('.json'));
  return paths.map((path) => join(name, path));
}

async function manifestOf(app: Application, name: string): Promise<Manifest> {
  const file = join(app.folder, 'node_modules', name, 'package.json');
  return JSON.parse(await readFile(file, 'utf8')) as Manifest;
}

interface Manifest {
  readonly version: string;
  readonly exports?: object;
}

async function compile(kit: Kit, ...compilations: readonly Compilation[]): Promise<Proof> {
  const app = await entryPoints(kit);
  const versions: Record<string, string> = {};
  for (const { compiler, file, flags } of compilations) {
    const common =
      '--noEmit --strict --target es2022 --types node --esModuleInterop --skipLibCheck false';
    const tsc = join('node_modules', compiler, 'bin', 'tsc');
    await step(app, `node ${tsc} ${common} ${flags} all.${file}`);
    const { version } = await manifestOf(app, compiler);
    versions['typescript'] = [versions['typescript'], version].filter(Boolean).join(' and ');
  }
  return { checked: 'declarations, with `skipLibCheck: false`', versions };
}

const nodeNext = '--module nodenext';
const bundler = '--module esnext --moduleResolution bundler';

export const RESOLUTIONS: readonly Row[] = [
  {
    id: 'types-node10',
    group,
    what: '`moduleResolution: node10`',
    run: (kit) =>
      compile(kit, {
        compiler: 'typescript',
        file: 'ts',
        flags: '--module commonjs --moduleResolution node10',
      }),
  },
  {
    id: 'types-node16-cjs',
    group,
    what: '`node16`, CommonJS',
    run: (kit) => compile(kit, { compiler: 'typescript', file: 'cts', flags: '--module node16' }),
  },
  {
    id: 'types-node16-esm',
    group,
    what: '`node16`, ES module',
    run: (kit) => compile(kit, { compiler: 'typescript', file: 'mts', flags: '--module node16' }),
  },
  {
    id: 'types-nodenext',
    group,
    what: '`nodenext`, both kinds',
    run: (kit) =>
      compile(
        kit,
        { compiler: 'typescript6', file: 'cts', flags: nodeNext },
        { compiler: 'typescript7', file: 'mts', flags: nodeNext },
      ),
  },
  {
    id: 'types-bundler',
    group,
    what: '`bundler`',
    run: (kit) =>
      compile(
        kit,
        { compiler: 'typescript6', file: 'ts', flags: bundler },
        { compiler: 'typescript7', file: 'ts', flags: bundler },
      ),
  },
];
