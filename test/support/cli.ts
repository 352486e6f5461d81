import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
// Below the repository's node_modules, so that the command finds its dependencies, and as deep
// below its package as in the published one.
const PACKAGE = path('../../node_modules/.cache/nestjs-twilio-auth-cli');
const OUT = `${PACKAGE}/dist/esm/cli`;

/** Compiles the command line from its source; answers with the file to run. */
export async function buildCli(): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: path('../../libs/twilio-auth/src/cli/main.ts'),
      outDir: OUT,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
  await copyFile(path('../../libs/twilio-auth/package.json'), `${PACKAGE}/package.json`);
  return `${OUT}/main.mjs`;
}

/** What a run of a command came to. */
export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run: only these variables, here, with this text on its standard input. */
export interface CliOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly input?: string;
}

/** Runs a command in a process of its own, away from any terminal. */
export async function runCli(
  file: string,
  args: readonly string[],
  { variables = {}, folder = PACKAGE, input = '' }: CliOptions = {},
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
