import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { inject, vi } from 'vitest';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/**
 * The command line, compiled from its source so that no older build is tested: once for all specs
 * of a run, by the first that needs it. The file is below the repository's node_modules, where it
 * finds its dependencies, and at the same depth in its package as in the published one.
 */
export async function cliFile(): Promise<string> {
  const folder = inject('cliFolder');
  const manifest = `${folder}/package.json`;
  const isFirst = await mkdir(`${folder}/dist`).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    await compile(`${folder}/dist/esm/cli`);
    // Comes last: it tells the other specs that the rest is there.
    await copyFile(path('../../libs/twilio-auth/package.json'), manifest);
  }
  await vi.waitUntil(() => existsSync(manifest), { timeout: 60_000 });
  return `${folder}/dist/esm/cli/main.mjs`;
}

async function compile(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: path('../../libs/twilio-auth/src/cli/main.ts'),
      outDir,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
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
  /** Nobody reads standard output. */
  readonly closeStdout?: boolean;
}

/** Runs a command in a separate process, without a terminal. */
export async function runCli(
  file: string,
  args: readonly string[],
  { variables = {}, folder = dirname(file), input = '', closeStdout = false }: CliOptions = {},
): Promise<CliRun> {
  const child = spawn(process.execPath, [file, ...args], { cwd: folder, env: { ...variables } });
  if (closeStdout) child.stdout.destroy();
  child.stdin.on('error', () => undefined).end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    closeStdout ? '' : text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
