import { execFile } from 'node:child_process';
import { cp, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const run = promisify(execFile);

/** How a command ended; never a rejection, so that a test can show what was printed. */
export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

/** A fresh application with our packages installed from their tarballs. */
export class Consumer {
  private constructor(readonly folder: string) {}

  /** Copies the application aside and installs it: nothing of this repository is in reach. */
  static async install(name: string): Promise<Consumer> {
    const folder = await mkdtemp(join(inject('folder'), `${name}-`));
    await cp(fileURLToPath(new URL(`consumers/${name}`, import.meta.url)), folder, {
      recursive: true,
    });
    const consumer = new Consumer(folder);
    const tarballs = Object.values(inject('tarballs'));
    const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--no-package-lock'];
    const { ok, output } = await consumer.run('npm', 'install', ...quiet, ...tarballs);
    if (!ok) throw new Error(`npm install failed in ${name}:\n${output}`);
    return consumer;
  }

  async run(command: string, ...args: readonly string[]): Promise<Outcome> {
    try {
      const { stdout, stderr } = await run(command, args, { cwd: this.folder, env: this.#env() });
      return { ok: true, output: stdout + stderr };
    } catch (error) {
      const { stdout = '', stderr = '', message } = error as Error & Partial<Outcome & Std>;
      return { ok: false, output: `${stdout}${stderr}` || message };
    }
  }

  /** A command of a package that is installed in the consumer. */
  bin(name: string, ...args: readonly string[]): Promise<Outcome> {
    return this.run(join(this.folder, 'node_modules/.bin', name), ...args);
  }

  /** The caller's, without what belongs to the run that this test is part of. */
  #env(): NodeJS.ProcessEnv {
    const mine = /^(npm_|VITEST|TWILIO_|NODE_ENV$|NODE_OPTIONS$)/;
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !mine.test(name)));
  }
}

interface Std {
  readonly stdout: string;
  readonly stderr: string;
}
