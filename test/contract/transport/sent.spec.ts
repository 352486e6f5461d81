import { createServer as createTcpServer } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FakeClock } from '../../../libs/twilio-auth/src/testing/fake-clock.js';
import { freePort } from '#test/support/free-port.js';
import { startRecordingServer, type Answer } from '#test/support/recording-server.js';
import { makeTestCertificate } from '#test/support/tls-certificate.js';
import { rejectionOf } from '#test/support/thrown.js';
import { request, useLoopback } from './loopback.js';

const post = { method: 'post', data: { Body: 'x' } };

/** Fires every pause before a retry as soon as it begins, until the call settles. */
async function withoutPauses<T>(clock: FakeClock, call: Promise<T>): Promise<T> {
  const state = { settled: false };
  const done = call.finally(() => (state.settled = true));
  done.catch(() => {});
  while (!state.settled) {
    const next = clock.waiting.find((ms) => ms < 1000);
    await (next === undefined
      ? new Promise((resolve) => setImmediate(resolve))
      : clock.advance(next));
  }
  return done;
}

describe('a write of which nothing was sent', () => {
  const loopback = useLoopback();

  it('is sent once the server listens, and arrives once', async () => {
    const port = await freePort();
    const clock = new FakeClock();
    const transport = loopback.open({ clock, apiBaseUrl: `http://127.0.0.1:${port}` });
    const call = request(transport, loopback.credential, post);
    await vi.waitFor(() => expect(clock.waiting.some((ms) => ms < 1000)).toBe(true));
    const arrived: string[] = [];
    const server = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', (bytes) => {
        arrived.push(bytes.toString());
        socket.end('HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    expect(await withoutPauses(clock, call)).toMatchObject({ statusCode: 201 });
    expect(arrived).toHaveLength(1);
  });

  it.each([
    ['a refused connection', 'http://127.0.0.1:9', 'ECONNREFUSED'],
    ['a name that does not exist', 'http://twilio.invalid', /ENOTFOUND|EAI_AGAIN/],
  ])('because of %s was tried four times, and says `no`', async (_, apiBaseUrl, reason) => {
    const clock = new FakeClock();
    const random = vi.fn(() => 0.1);
    const transport = loopback.open({ clock, apiBaseUrl, random });
    const error = await rejectionOf(
      withoutPauses(clock, request(transport, loopback.credential, post)),
    );
    expect(error).toMatchObject({ sent: 'no', retryable: true });
    expect(error['reason']).toMatch(reason);
    expect(random).toHaveBeenCalledTimes(3);
  });

  it('because the certificate is not trusted says `no`, and would fail again', async () => {
    const secure = await startRecordingServer(makeTestCertificate());
    onTestFinished(() => secure.close());
    const transport = loopback.open({ apiBaseUrl: secure.origin });
    expect(await rejectionOf(request(transport, loopback.credential, post))).toMatchObject({
      sent: 'no',
      retryable: false,
    });
    expect(secure.requests).toEqual([]);
  });

  it('because the application was closed before says `no`', async () => {
    const transport = loopback.open();
    await transport.close(0);
    expect(await rejectionOf(request(transport, loopback.credential, post))).toMatchObject({
      reason: 'UND_ERR_CLOSED',
      sent: 'no',
    });
  });

  it('because it was refused says `no`, and would be refused again', async () => {
    const uri = 'https://example.com/';
    expect(
      await rejectionOf(request(loopback.open(), loopback.credential, { ...post, uri })),
    ).toMatchObject({ reason: 'host-refused', sent: 'no', retryable: false });
  });
});

describe('a write that was sent', () => {
  const loopback = useLoopback();
  const breaksOff: Answer = (message) => void message.socket.destroy();
  const cutShort: Answer = (_, response) => {
    response.writeHead(201, { 'content-length': 100 });
    response.write('{', () => response.destroy());
  };

  it.each([
    ['that gets no answer', breaksOff, 'unknown'],
    ['whose answer is cut short', cutShort, 'yes'],
  ])('%s says so, and is not retryable', async (_, answer, sent) => {
    const { server, credential, open } = loopback;
    server.answer(answer);
    expect(await rejectionOf(request(open(), credential, post))).toMatchObject({
      sent,
      retryable: false,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('and times out says `unknown`, and is not retryable', async () => {
    const { server, credential, open } = loopback;
    server.answer(() => {});
    const clock = new FakeClock();
    const call = rejectionOf(request(open({ clock }), credential, post));
    await server.received(1);
    await clock.advance(30_000);
    expect(await call).toMatchObject({ reason: 'TIMEOUT', sent: 'unknown', retryable: false });
  });

  it('is retryable as a read', async () => {
    const { server, credential, open } = loopback;
    server.answer(breaksOff);
    const read = request(open({ http: { retries: 0 } }), credential);
    expect(await rejectionOf(read)).toMatchObject({ sent: 'unknown', retryable: true });
  });
});

describe('a token request that broke off', () => {
  const loopback = useLoopback();

  it('is retryable, because a second token does no harm', async () => {
    const { server, open } = loopback;
    server.answer((message) => void message.socket.destroy());
    const token = open().sendTokenRequest({
      url: 'https://oauth.twilio.com/v2/token',
      headers: {},
      body: () => 'x',
      signal: new AbortController().signal,
      maxBodyBytes: 1024,
    });
    expect(await rejectionOf(token)).toMatchObject({ sent: 'unknown', retryable: true });
  });
});
