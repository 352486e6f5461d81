import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../../libs/twilio-auth/src/testing/fake-clock.js';
import type { Answer } from '#test/support/recording-server.js';
import { rejectionOf } from '#test/support/thrown.js';
import { request, useLoopback } from './loopback.js';

describe('a request without a method', () => {
  const loopback = useLoopback();

  it.each([undefined, '', 7])('is rejected and not sent: %j', async (method) => {
    const { server, credential, open } = loopback;
    const call = request(open(), credential, { method: method as string });
    expect(await rejectionOf(call)).toMatchObject({ reason: 'invalid-request' });
    expect(server.requests).toEqual([]);
    expect(credential.reads).toBe(0);
  });
});

describe('a bad answer', () => {
  const loopback = useLoopback();
  const post = { method: 'post', data: { Body: 'x' } };

  it('is an error when its Content-Length is over the limit', async () => {
    const { server, credential, open } = loopback;
    const megabytes = 100 * 1024 * 1024;
    server.answer((_, response) => {
      response.writeHead(200, { 'content-length': megabytes });
      response.write('{');
    });
    const error = await rejectionOf(request(open(), credential, post));
    expect(error).toMatchObject({ reason: 'BODY_TOO_LARGE', retryable: false });
    expect(error['hint']).toContain('32 MiB');
  });

  it('is an error as soon as its body is over the limit', async () => {
    const { server, credential, open } = loopback;
    let written = 0;
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    const endless: Answer = (_, response) => {
      const more = (): void => {
        while (!response.destroyed && written < 100 && response.write(chunk)) written += 1;
        if (!response.destroyed && written < 100) response.once('drain', more);
        written += 1;
      };
      more();
    };
    server.answer(endless);
    expect(await rejectionOf(request(open(), credential, post))).toMatchObject({
      reason: 'BODY_TOO_LARGE',
    });
    expect(written).toBeLessThan(100);
  });

  it('is an error when its body is over the limit after decompression', async () => {
    const { server, credential, open } = loopback;
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    server.answer({ body: bomb, headers: { 'content-encoding': 'gzip' } });
    expect(await rejectionOf(request(open(), credential))).toMatchObject({
      reason: 'BODY_TOO_LARGE',
    });
  });

  it('is an error when it cannot be decompressed', async () => {
    const { server, credential, open } = loopback;
    server.answer({ body: 'no gzip', headers: { 'content-encoding': 'gzip' } });
    expect(await rejectionOf(request(open(), credential))).toMatchObject({
      reason: 'BODY_MALFORMED',
      retryable: false,
    });
  });

  it.each([
    ['that never starts', undefined],
    ['that never ends', '{"a":'],
  ])('times out: one %s', async (_, beginning) => {
    const { server, credential, open } = loopback;
    const clock = new FakeClock();
    server.answer((_request, response) => {
      if (beginning !== undefined) response.write(beginning);
    });
    const call = rejectionOf(request(open({ clock }), credential));
    await server.received(1);
    await clock.advance(29_999);
    expect(clock.waiting).toEqual([1]);
    await clock.advance(1);
    expect(await call).toMatchObject({ reason: 'TIMEOUT', retryable: true });
    expect(server.requests).toHaveLength(1);
  });

  it('times out when it keeps sending a byte at a time', async () => {
    const { server, credential, open } = loopback;
    server.answer((_, response) => {
      response.write('[');
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const call = request(open({ http: { timeoutMs: 200 } }), credential);
    expect(await rejectionOf(call)).toMatchObject({ reason: 'TIMEOUT' });
  });

  it('times out by the timeout of the call, or by that of the module when it is 0', async () => {
    const { credential, open } = loopback;
    loopback.server.answer(() => {});
    const clock = new FakeClock();
    const transport = open({ clock, http: { timeoutMs: 5000 } });
    const calls = [7000, 0].map((timeout) =>
      rejectionOf(request(transport, credential, { timeout })),
    );
    await vi.waitFor(() => expect(clock.waiting).toEqual([5000, 7000]));
    await clock.advance(7000);
    expect(await Promise.all(calls)).toMatchObject([{ reason: 'TIMEOUT' }, { reason: 'TIMEOUT' }]);
  });

  it('is an error when it is not HTTP', async () => {
    const { server, credential, open } = loopback;
    server.answer((message) => void message.socket.end('nonsense\r\n\r\n'));
    expect(await rejectionOf(request(open(), credential, post))).toMatchObject({
      code: 'TWILIO_AUTH_ANSWER_INVALID',
      reason: 'HTTPParserError',
      sent: 'yes',
    });
  });
});
