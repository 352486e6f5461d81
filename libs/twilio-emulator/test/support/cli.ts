import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { build } from 'vite';
import { expect } from 'vitest';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const CACHE = path('../../../../node_modules/.cache');

/** The command line, compiled from its source, and the processes of it that a spec started. */
export class CommandLine {
  readonly #folder: string;
  readonly #started: RunningCommand[] = [];

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Compiles it below the repository's node_modules, so that it finds its dependencies, and as deep
   * below its package.json as in the published package.
   */
  static async build(): Promise<CommandLine> {
    await mkdir(CACHE, { recursive: true });
    const folder = await mkdtemp(join(CACHE, 'twilio-auth-emulator-'));
    await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        ssr: path('../../src/cli/main.ts'),
        outDir: join(folder, 'dist/esm/cli'),
        target: 'node20',
        rollupOptions: { output: { entryFileNames: 'main.mjs' } },
      },
    });
    await copyFile(path('../../package.json'), join(folder, 'package.json'));
    await cp(path('../../public'), join(folder, 'public'), { recursive: true });
    return new CommandLine(folder);
  }

  start(...args: readonly string[]): RunningCommand {
    const command = new RunningCommand(join(this.#folder, 'dist/esm/cli/main.mjs'), ...args);
    this.#started.push(command);
    return command;
  }

  /** Runs a command that ends by itself, and has to succeed. */
  async run(...args: readonly string[]): Promise<RunningCommand> {
    const command = this.start(...args);
    expect(await command.exitCode()).toBe(0);
    return command;
  }

  async seedFile(seed: unknown): Promise<string> {
    const file = join(this.#folder, `seed-${Math.random()}.json`);
    await writeFile(file, typeof seed === 'string' ? seed : JSON.stringify(seed));
    return file;
  }

  /** Ends what is still running. */
  killAll(): void {
    for (const command of this.#started.splice(0)) command.kill('SIGKILL');
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
}

/** The command in a process of its own. */
export class RunningCommand {
  stdout = '';
  stderr = '';
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #exit: Promise<unknown[]>;

  constructor(file: string, ...args: readonly string[]) {
    this.#child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#exit = once(this.#child, 'close');
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
  }

  /** Waits until the emulator listens, and reads what it prints as an application would. */
  async listening(): Promise<{ url: string; env: Record<string, string> }> {
    await this.printed('Stop with Ctrl+C');
    const env = parseEnv(this.stdout) as Record<string, string>;
    return { url: env['TWILIO_API_BASE_URL'] ?? '', env };
  }

  /** Resolves once it has printed this, or has ended. */
  async printed(text: string): Promise<void> {
    while (!this.stdout.includes(text) && this.#child.exitCode === null) {
      await Promise.race([once(this.#child.stdout, 'data'), this.#exit]);
    }
  }

  async exitCode(): Promise<number> {
    const [code] = await this.#exit;
    return code as number;
  }

  /** Stops reading its output, as `| head -1` does. */
  closeOutput(): void {
    this.#child.stdout.destroy();
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}
