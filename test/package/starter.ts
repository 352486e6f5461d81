import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { freePort } from '#test/support/free-port.js';
import { environment, runIn, type Outcome } from './run.js';

/** A new application of the Nest CLI. */
export class Starter {
  readonly #running: ChildProcess[] = [];

  private constructor(
    readonly folder: string,
    readonly port: number,
    readonly emulatorPort: number,
  ) {}

  /** What `nest new` makes, not installed yet. */
  static async create(cliVersion: string): Promise<Starter> {
    const parent = await mkdtemp(join(inject('folder'), 'starter-'));
    const options = ['--skip-git', '--skip-install', '--package-manager', 'npm'];
    const cli = ['--yes', '--prefer-offline', `@nestjs/cli@${cliVersion}`];
    const { ok, output } = await runIn(parent, 'npx', ...cli, 'new', 'my-app', ...options);
    if (!ok) throw new Error(`nest new failed:\n${output}`);
    return new Starter(join(parent, 'my-app'), await freePort(), await freePort());
  }

  /** Runs a command of the README as it is, but on free ports and with our tarballs. */
  run(command: string): Promise<Outcome> {
    return runIn(this.folder, 'sh', '-c', this.#adapted(command));
  }

  /** Starts a command that goes on, and waits until it has printed these words. */
  async start(command: string, words: string): Promise<void> {
    const child = spawn('sh', ['-c', this.#adapted(command)], {
      cwd: this.folder,
      env: { ...environment(), PORT: String(this.port) },
      detached: true, // a group of its own, which can be ended with its children
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#running.push(child);
    let output = '';
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (text) => {
          output += text;
          if (output.includes(words)) resolve();
        });
      }
      child.once('exit', () => reject(new Error(`${command} ended:\n${output}`)));
    });
  }

  /** Ends what was started last, as Ctrl+C does. */
  async stop(): Promise<void> {
    const child = this.#running.pop();
    if (child?.pid === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    process.kill(-child.pid, 'SIGINT');
    await ended;
  }

  async stopAll(): Promise<void> {
    while (this.#running.length > 0) await this.stop();
  }

  write(path: string, text: string): Promise<void> {
    return writeFile(join(this.folder, path), text);
  }

  append(path: string, text: string): Promise<void> {
    return appendFile(join(this.folder, path), text);
  }

  /** Replaces texts of a file that are there exactly once. */
  async edit(path: string, ...changes: readonly (readonly [string, string])[]): Promise<void> {
    let text = await readFile(join(this.folder, path), 'utf8');
    for (const [before, after] of changes) {
      const parts = text.split(before);
      if (parts.length !== 2) throw new Error(`${path} has ${parts.length - 1} of: ${before}`);
      text = parts.join(after);
    }
    await this.write(path, text);
  }

  #adapted(command: string): string {
    const installed = Object.entries(inject('tarballs')).reduce(
      (text, [name, tarball]) => text.replace(new RegExp(` ${name}(?= |$)`), ` ${tarball}`),
      command,
    );
    if (command.startsWith('npm install')) {
      // What ours depend on is not in a registry yet.
      const needed = installed === command ? '' : ` ${inject('tarballs')['twilio-permissions']}`;
      return `${installed}${needed} --no-audit --no-fund --prefer-offline`;
    }
    return command
      .replace(/^npx twilio-auth-emulator( env)?/, `$& --port ${this.emulatorPort}`)
      .replaceAll('localhost:3000', `localhost:${this.port}`)
      .replaceAll('localhost:4010', `localhost:${this.emulatorPort}`);
  }
}
