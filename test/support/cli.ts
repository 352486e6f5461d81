import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const CACHE = path('../../node_modules/.cache');

/** The command line, compiled. */
export interface BuiltCli {
  readonly file: string;
  readonly remove: () => Promise<void>;
}

/**
 * Compiles the command line from its source, so that no older build is tested. The file is below the
 * repository's node_modules, where it finds its dependencies, and at the same depth in its package
 * as in the published one.
 */
export async function buildCli(): Promise<BuiltCli> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(`${CACHE}/nestjs-twilio-auth-`);
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: path('../../libs/twilio-auth/src/cli/main.ts'),
      outDir: `${folder}/dist/esm/cli`,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
  await copyFile(path('../../libs/twilio-auth/package.json'), `${folder}/package.json`);
  const remove = (): Promise<void> => rm(folder, { recursive: true });
  return { file: `${folder}/dist/esm/cli/main.mjs`, remove };
}

/** The result of a command. */
export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Environment, working directory and standard input of a command. */
export interface CliOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly input?: string;
}

/** Runs a command in a separate process, without a terminal. */
export async function runCli(
  file: string,
  args: readonly string[],
  { variables = {}, folder = dirname(file), input = '' }: CliOptions = {},
): Promise<CliRun> {
  const child = spawn(process.execPath, [file, ...args], { cwd: folder, env: { ...variables } });
  child.stdin.on('error', () => undefined).end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
