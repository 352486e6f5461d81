import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { Redis } from 'ioredis';

/** Starts a Redis that keeps nothing, on a free loopback port. */
export async function startRedis(): Promise<{ readonly url: string; end(): void }> {
  const port = await freePort();
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', options, { cwd: tmpdir(), stdio: 'ignore' });
  await once(server, 'spawn').catch(() => {
    throw new Error('redis-server is not installed');
  });
  const url = `redis://127.0.0.1:${port}`;
  const probe = new Redis(url, { maxRetriesPerRequest: null }).on('error', () => undefined);
  await probe.ping();
  probe.disconnect();
  return { url, end: () => server.kill() };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
