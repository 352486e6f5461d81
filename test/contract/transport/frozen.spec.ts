import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { FakeClock } from 'nestjs-twilio-auth/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { request, useLoopback } from './loopback.js';

/** A function platform freezes a process between two invocations, with its timers. */
describe('a process that was frozen', () => {
  const loopback = useLoopback();
  let server: Server;
  let apiBaseUrl: string;
  /** How often each connection was used; the second request on one is not answered. */
  let uses: number;

  beforeEach(async () => {
    uses = 0;
    const used = new WeakSet<object>();
    server = createServer(({ socket }, response) => {
      uses += 1;
      if (used.has(socket)) return void socket.destroy();
      used.add(socket);
      response.setHeader('content-type', 'application/json').end('{}');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    apiBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('sends its first call on a new connection, since the other side has hung up', async () => {
    const clock = new FakeClock();
    const transport = loopback.open({ apiBaseUrl, clock, http: { connections: 1 } });
    const post = () => request(transport, loopback.credential, { method: 'post', data: { a: 1 } });
    expect(await post()).toMatchObject({ statusCode: 200 });
    await setImmediate();
    // Longer than a connection is kept, and no timer of undici's has run.
    await clock.advance(60_000);
    expect(await post()).toMatchObject({ statusCode: 200 });
    expect(uses).toBe(2);
    await expect(post()).rejects.toMatchObject({ code: 'TWILIO_AUTH_CONNECTION_FAILED' });
  });
});
