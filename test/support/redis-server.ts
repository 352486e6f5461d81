import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';

/** Whether this machine can run the suites that need Redis; says so once when it cannot. */
export function hasRedis(): boolean {
  const found = spawnSync('redis-server', ['--version']).error === undefined;
  if (!found) process.stderr.write('Redis suites skipped: no redis-server on this machine.\n');
  return found;
}

/** A real Redis server on a free loopback port, keeping nothing on disk. */
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

  /** Starts it, on the same port and empty if it was killed before. */
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

  /** As a crash does it. */
  async kill(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (running === undefined) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  }

  /** It accepts bytes and answers nothing, until {@link thaw}. */
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
