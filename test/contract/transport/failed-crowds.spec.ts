import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '#test/support/free-port.js';
import { openTransport } from '#test/support/sdk-pair.js';
import { TestCredential } from '#test/support/test-credential.js';
import { rejectionOf } from '#test/support/thrown.js';
import type { HttpOptions } from '../../../libs/twilio-auth/src/core/config/http-options.js';
import { FakeClock } from '../../../libs/twilio-auth/src/testing/fake-clock.js';
import { AUTHORIZATION, request, useLoopback } from './loopback.js';

/** Fails the test when an error of the transport reaches nobody: Node would end the process. */
function watchUnhandled(): unknown[] {
  const unhandled: unknown[] = [];
  const record = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', record);
  onTestFinished(() => void process.off('unhandledRejection', record));
  return unhandled;
}

describe('more calls than connections', () => {
  const credential = new TestCredential(AUTHORIZATION);

  const reasonsOf = async (count: number, apiBaseUrl: string, http: HttpOptions = {}) => {
    const transport = openTransport({ apiBaseUrl, http: { retries: 0, ...http } });
    onTestFinished(() => transport.close(0));
    const calls = Array.from({ length: count }, () => rejectionOf(request(transport, credential)));
    return new Set(
      (await Promise.all(calls)).map(({ reason, sent }) => `${String(reason)} ${String(sent)}`),
    );
  };

  it.each([2, 21, 500])('all fail by themselves when nothing listens (%i)', async (count) => {
    const unhandled = watchUnhandled();
    const origin = `http://127.0.0.1:${await freePort()}`;
    const connections = count === 2 ? 1 : 20;
    expect(await reasonsOf(count, origin, { connections })).toEqual(new Set(['ECONNREFUSED no']));
    await new Promise(setImmediate);
    expect(unhandled).toEqual([]);
  });

  it('all fail by themselves when the name does not exist', async () => {
    const unhandled = watchUnhandled();
    const reasons = await reasonsOf(5, 'http://no-such-host.invalid', { connections: 2 });
    expect([...reasons].every((reason) => /^(ENOTFOUND|EAI_AGAIN) no$/.test(reason))).toBe(true);
    await new Promise(setImmediate);
    expect(unhandled).toEqual([]);
  });

  it('leave the pool usable once something listens again', async () => {
    const port = await freePort();
    const apiBaseUrl = `http://127.0.0.1:${port}`;
    const transport = openTransport({ apiBaseUrl, http: { retries: 0, connections: 2 } });
    onTestFinished(() => transport.close(0));
    await Promise.all(Array.from({ length: 9 }, () => rejectionOf(request(transport, credential))));
    const server = createServer((_, response) => response.end('{}')).listen(port, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    expect(await request(transport, credential)).toMatchObject({ statusCode: 200 });
  });
});

describe('a second, shorter close', () => {
  const loopback = useLoopback();

  it('ends the calls when its own time is over', async () => {
    const { server, open, credential } = loopback;
    const clock = new FakeClock();
    server.answer(() => {});
    const transport = open({ clock, http: { retries: 0 } });
    const call = rejectionOf(request(transport, credential));
    await server.received(1);
    const long = transport.close(60_000);
    const short = transport.close(1_000);
    await clock.advance(1_000);
    expect(await call).toMatchObject({ reason: 'UND_ERR_DESTROYED' });
    await Promise.all([long, short]);
  });

  it('that is forced sends nothing later, also while the first request is prepared', async () => {
    const { server, open, credential } = loopback;
    const transport = open({ http: { retries: 0 } });
    const call = rejectionOf(
      request(transport, credential, { method: 'post', data: { Body: 'x' } }),
    );
    await transport.close(0);
    expect(await call).toMatchObject({ sent: 'no' });
    expect(server.requests).toEqual([]);
  });
});
