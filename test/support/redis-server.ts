import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';

/** Whether this machine has a Redis server; prints a line if it has none. */
export function hasRedis(): boolean {
  const found = spawnSync('redis-server', ['--version']).error === undefined;
  if (!found) process.stderr.write('Redis tests skipped: there is no redis-server.\n');
  return found;
}

/** A real Redis server on a free local port, without data on disk. */
export class RedisServer {
  readonly port: number;
  readonly #directory = mkdtempSync(join(tmpdir(), 'redis-'));
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.run();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it; after kill() on the same port, and empty. */
  async run(): Promise<void> {
    const options = { port: this.port, bind: '127.0.0.1', save: '', appendonly: 'no' };
    const flags = Object.entries(options).flatMap(([key, value]) => [`--${key}`, String(value)]);
    const redis = spawn('redis-server', flags, {
      cwd: this.#directory,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#process = redis;
    let log = '';
    for await (const text of redis.stdout
      .setEncoding('utf8')
      .iterator({ destroyOnReturn: false })) {
      log += text;
      if (log.includes('Ready to accept connections')) return;
    }
    throw new Error(`redis-server did not start:\n${log}`);
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (running === undefined) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  }

  /** Stops it from answering, with its connections open, until {@link thaw}. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
