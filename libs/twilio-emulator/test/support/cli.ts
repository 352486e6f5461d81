import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
// Below the repository's node_modules, so that the command finds its dependencies.
const OUT = path('../../../../node_modules/.cache/twilio-auth-emulator-cli');

/** Compiles the command line from its source; answers with the file to run. */
export async function buildCli(): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: path('../../src/cli/main.ts'),
      outDir: OUT,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
  return `${OUT}/main.mjs`;
}

/** The command in a process of its own. */
export class Cli {
  stdout = '';
  stderr = '';
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #exit: Promise<unknown[]>;

  constructor(file: string, ...args: string[]) {
    this.#child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#exit = once(this.#child, 'exit');
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
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

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}
