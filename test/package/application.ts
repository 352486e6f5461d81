import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { environment, runIn, type Outcome } from './run.js';

/** An application in a folder of its own, outside this repository. */
export class Application {
  readonly #running: ChildProcess[] = [];

  constructor(
    readonly folder: string,
    /** Variables that its commands see besides those of the caller. */
    readonly variables: NodeJS.ProcessEnv = {},
  ) {}

  /** Runs a command of a shell. */
  run(command: string): Promise<Outcome> {
    return runIn(this.folder, this.variables, 'sh', '-c', command);
  }

  /** Starts a command that goes on, and waits until it has printed these words. */
  async start(command: string, words: string): Promise<void> {
    const child = spawn('sh', ['-c', command], {
      cwd: this.folder,
      env: { ...environment(), ...this.variables },
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

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, path)), { recursive: true });
    await writeFile(join(this.folder, path), text);
  }

  append(path: string, text: string): Promise<void> {
    return appendFile(join(this.folder, path), text);
  }

  /** Copies a file or folder of the repository, with what is in it. */
  copy(from: string, to = '.'): Promise<void> {
    return cp(from, join(this.folder, to), { recursive: true });
  }

  remove(...paths: readonly string[]): Promise<unknown> {
    return Promise.all(paths.map((path) => rm(join(this.folder, path), { recursive: true })));
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
}
