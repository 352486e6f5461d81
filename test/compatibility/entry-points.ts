import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Application } from '../package/application.js';
import { step } from './step.js';

/** A way of finding the declarations of a package. */
export interface Resolution {
  /** `cts` and `mts` say which module system the file has; `ts` leaves it to the options. */
  readonly file: 'ts' | 'cts' | 'mts';
  readonly flags: string;
}

const NODE_10 = '--module commonjs --moduleResolution node10';
const BUNDLER = '--module esnext --moduleResolution bundler';

export const RESOLUTIONS = {
  node10: { file: 'ts', flags: NODE_10 },
  'node16, CommonJS': { file: 'cts', flags: '--module node16' },
  'node16, ES module': { file: 'mts', flags: '--module node16' },
  'nodenext, CommonJS': { file: 'cts', flags: '--module nodenext' },
  'nodenext, ES module': { file: 'mts', flags: '--module nodenext' },
  bundler: { file: 'ts', flags: BUNDLER },
} as const satisfies Readonly<Record<string, Resolution>>;

/** Writes files that import every entry point of these packages, which are installed. */
export async function writeEntryPoints(
  app: Application,
  packages: readonly string[],
): Promise<void> {
  const entries = await Promise.all(packages.map((name) => entriesOf(app, name)));
  const imports = entries.flat().map((entry, at) => `import * as entry${at} from '${entry}';`);
  const uses = entries.flat().map((_, at) => `entry${at}`);
  const text = `${imports.join('\n')}\nexport const entries = [${uses.join(', ')}];\n`;
  for (const extension of ['ts', 'cts', 'mts']) await app.write(`all.${extension}`, text);
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

/** Compiles one of the written files with all declarations that it leads to; returns the compiler's version. */
export async function compileEntryPoints(
  app: Application,
  { file, flags }: Resolution,
  compiler = 'typescript',
): Promise<string> {
  const common =
    '--noEmit --strict --target es2022 --types node --esModuleInterop --skipLibCheck false';
  const tsc = join('node_modules', compiler, 'bin', 'tsc');
  await step(app, `node ${tsc} ${common} ${flags} all.${file}`);
  return (await manifestOf(app, compiler)).version;
}
