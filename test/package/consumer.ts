import { cp, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { runIn, type Outcome } from './run.js';

/** A fresh application with our packages installed from their tarballs. */
export class Consumer {
  private constructor(readonly folder: string) {}

  /** Copies the application out of the repository and installs it. */
  static async install(name: string): Promise<Consumer> {
    const folder = await mkdtemp(join(inject('packed').folder, `${name}-`));
    await cp(fileURLToPath(new URL(`consumers/${name}`, import.meta.url)), folder, {
      recursive: true,
    });
    const consumer = new Consumer(folder);
    const tarballs = Object.values(inject('packed').tarballs);
    const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--no-package-lock'];
    const { ok, output } = await consumer.run('npm', 'install', ...quiet, ...tarballs);
    if (!ok) throw new Error(`npm install failed in ${name}:\n${output}`);
    return consumer;
  }

  run(command: string, ...args: readonly string[]): Promise<Outcome> {
    return runIn(this.folder, {}, command, ...args);
  }

  /** Runs such a command, which has to succeed; otherwise what it printed is the error. */
  async passes(name: string, ...args: readonly string[]): Promise<true> {
    const { ok, output } = await this.bin(name, ...args);
    if (!ok) throw new Error(output);
    return true;
  }

  /** A command of a package that is installed in the consumer. */
  bin(name: string, ...args: readonly string[]): Promise<Outcome> {
    return this.run(join(this.folder, 'node_modules/.bin', name), ...args);
  }
}
