import { describe, expect, it } from 'vitest';
import type { Answer } from '#test/support/recording-server.js';
import { rejectionOf } from '#test/support/thrown.js';
import { request, useLoopback } from './loopback.js';

describe('the pool', () => {
  const loopback = useLoopback();

  it('serves 1,000 concurrent calls on 20 connections', async () => {
    const { server, credential, open } = loopback;
    const transport = open();
    const calls = Array.from({ length: 1000 }, (_, at) =>
      request(transport, credential, { params: { at } }),
    );
    const statuses = (await Promise.all(calls)).map(({ statusCode }) => statusCode);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(new Set(server.requests.map(({ url }) => url)).size).toBe(1000);
    expect(server.connections()).toBe(20);
  });

  it('opens as many connections as the option allows', async () => {
    const { server, credential, open } = loopback;
    const transport = open({ http: { connections: 2 } });
    await Promise.all(Array.from({ length: 20 }, () => request(transport, credential)));
    expect(server.connections()).toBe(2);
  });

  it('is shared by all clients, and reuses its connections', async () => {
    const { server, credential, open } = loopback;
    const transport = open();
    for (let at = 0; at < 10; at++) await request(transport, credential);
    // undici reuses a connection only after one turn of the event loop.
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it('does not fail a read when its pooled connection was closed', async () => {
    const { server, credential, open } = loopback;
    const transport = open({ random: () => 0 });
    for (let at = 0; at < 20; at++) {
      await request(transport, credential);
      server.dropConnections();
    }
    expect(server.connections()).toBeGreaterThan(1);
  });

  it('does not fail a read when its pooled connections were half-closed', async () => {
    const { server, credential, open } = loopback;
    const transport = open({ random: () => 0 });
    const halfClose: Answer = (message, response) => {
      response.end('{}', () => message.socket.end());
    };
    server.answer(halfClose);
    for (let at = 0; at < 20; at++) {
      expect(await request(transport, credential)).toMatchObject({ statusCode: 200 });
    }
  });
});

describe('the end of the application', () => {
  const loopback = useLoopback();

  it('lets a call in flight finish', async () => {
    const { server, credential, open } = loopback;
    const transport = open();
    let finish = (): void => {};
    server.answer((_, response) => {
      finish = () => void response.end('{"sid":"SM1"}');
    });
    const call = request(transport, credential);
    await server.received(1);
    const closed = transport.close(5000);
    finish();
    expect(await call).toMatchObject({ body: { sid: 'SM1' } });
    await closed;
  });

  it('waits for every call in flight, and for those that wait for a connection', async () => {
    const { server, credential, open } = loopback;
    const transport = open({ http: { connections: 2 } });
    const finish: (() => void)[] = [];
    server.answer((_, response) => void finish.push(() => response.end('{}')));
    const calls = Promise.all(Array.from({ length: 5 }, () => request(transport, credential)));
    await server.received(2);
    const closed = transport.close(10_000);
    for (let at = 0; at < 5; at += 1) {
      await server.received(at + 1);
      finish[at]?.();
    }
    expect(await calls).toHaveLength(5);
    await closed;
  });

  it('ends a call that is still running after the grace period', async () => {
    const { server, credential, open } = loopback;
    const transport = open();
    server.answer(() => {});
    const call = rejectionOf(request(transport, credential));
    await server.received(1);
    await transport.close(50);
    expect(await call).toMatchObject({
      code: 'TWILIO_AUTH_CONNECTION_FAILED',
      reason: 'UND_ERR_DESTROYED',
    });
  });

  it('ends the pause before a retry at once', async () => {
    const { server, credential, open } = loopback;
    const transport = open();
    server.answer({ status: 429, headers: { 'retry-after': '20' } });
    const call = rejectionOf(request(transport, credential));
    await server.received(1);
    await transport.close(50);
    expect(await call).toMatchObject({ reason: 'UND_ERR_CLOSED' });
  });

  it('rejects later calls, and may be closed twice', async () => {
    const { credential, open } = loopback;
    const transport = open();
    await transport.close(50);
    await transport.close(50);
    expect(await rejectionOf(request(transport, credential))).toMatchObject({
      reason: 'UND_ERR_CLOSED',
    });
  });
});
