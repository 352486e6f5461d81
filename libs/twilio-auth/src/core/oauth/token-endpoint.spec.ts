import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { CLIENT_SECRET, oauthFactory } from '#test/support/oauth-fixture.js';
import { tokenRequestTo } from '#test/support/send-token-request.js';
import type { Answer } from '#test/support/recording-server.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { TwilioConnectionError } from '../errors/connection.error.js';
import type { SendTokenRequest } from './oauth-client.js';

const endpoint = useTokenEndpoint();

/** No jitter means the shortest pauses, so that the real clock can be used. */
const atOnce = { random: () => 0 };

describe('A temporary failure of the token endpoint', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('is retried after HTTP %d', async (status) => {
    endpoint.next({ status }, { status });
    const { strategy, events } = oauthFactory(endpoint, {}, atOnce);
    expect(await strategy.authorization()).toBe('Bearer token-1');
    expect(events.of('token.fetched')).toMatchObject([{ attempts: 3 }]);
    expect(events.of('token.failed')).toHaveLength(0);
  });

  it('is retried after a reset connection', async () => {
    endpoint.next((_, response) => response.socket?.resetAndDestroy());
    const { strategy } = oauthFactory(endpoint, {}, atOnce);
    expect(await strategy.authorization()).toBe('Bearer token-1');
  });

  it('becomes an error at the deadline, with the message of the last answer', async () => {
    endpoint.always({ status: 503, body: { code: 20503, message: 'come back later' } });
    const clock = new FakeClock();
    const { strategy, events } = oauthFactory(endpoint, {}, { clock });
    const failed = expect(strategy.authorization()).rejects.toMatchObject({
      code: 'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
      status: 503,
      twilioCode: 20503,
      retryable: true,
      message: expect.stringContaining('come back later') as string,
    });
    await vi.waitUntil(() => clock.waiting.includes(100));
    endpoint.always(() => undefined);
    await clock.advance(10_000);
    await failed;
    expect(events.of('token.failed')).toMatchObject([{ status: 503, background: false }]);
  });

  it('has the cause code when the host name does not resolve', async () => {
    const send = tokenRequestTo('http://nowhere.invalid', (_host, _options, callback) => {
      callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '', 4);
    });
    const { strategy } = oauthFactory(endpoint, {}, { ...atOnce, send, timeoutMs: 40 });
    await expect(strategy.authorization()).rejects.toMatchObject({
      code: 'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
      reason: 'ENOTFOUND',
      cause: { code: 'TWILIO_AUTH_CONNECTION_FAILED', host: 'oauth.twilio.com' },
    });
  });

  it('is not retried when the connection can never succeed, and has its advice', async () => {
    const hint = 'Check the certificate.';
    const where = { host: 'oauth.twilio.com', method: 'POST', path: '/v2/token' };
    const causeCode = 'ERR_TLS_CERT_ALTNAME_INVALID';
    const send = vi.fn(() =>
      Promise.reject(
        new TwilioConnectionError({ ...where, causeCode, sent: 'no', retryable: false, hint }),
      ),
    );
    const { strategy } = oauthFactory(endpoint, {}, { ...atOnce, send });
    await expect(strategy.authorization()).rejects.toMatchObject({
      reason: causeCode,
      retryable: false,
      message: expect.stringContaining(hint),
      hint,
    });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('is not what a bug of a transport is, of which the error repeats nothing', async () => {
    const send = vi.fn(() => Promise.reject(new TypeError(`POST client_secret=${CLIENT_SECRET}`)));
    const { strategy } = oauthFactory(endpoint, {}, { ...atOnce, send });
    const error = await strategy.authorization().catch((reason: unknown) => reason as Error);
    expect(error).toMatchObject({ reason: 'internal', retryable: true });
    expect(error).not.toHaveProperty('cause');
    expect(String(error)).not.toContain(CLIENT_SECRET);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('has the cause code when the connection is refused', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const deps = { ...atOnce, timeoutMs: 40 };
    const { strategy } = oauthFactory({ origin: `http://127.0.0.1:${port}` }, {}, deps);
    await expect(strategy.authorization()).rejects.toMatchObject({ reason: 'ECONNREFUSED' });
  });

  it.each<[string, Answer]>([
    ['a body that never ends', (_request, response) => response.writeHead(200).write('{')],
    ['no answer at all', () => undefined],
  ])('ends at the deadline: %s', async (_, answer) => {
    endpoint.always(answer);
    const clock = new FakeClock();
    const { strategy } = oauthFactory(endpoint, {}, { clock, timeoutMs: 2_000 });
    const outcome = expect(strategy.authorization()).rejects.toMatchObject({
      code: 'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
      reason: 'timeout',
      retryable: true,
    });
    await endpoint.received(1);
    await clock.advance(2_000);
    await outcome;
    expect(clock.waiting).toEqual([]);
  });

  it('ends at the deadline although the transport ignores its signal', async () => {
    const clock = new FakeClock();
    const send = (): Promise<never> => new Promise(() => undefined);
    const { strategy } = oauthFactory(endpoint, {}, { clock, send, timeoutMs: 1_000 });
    const outcome = expect(strategy.authorization()).rejects.toMatchObject({ reason: 'timeout' });
    await clock.advance(1_000);
    await outcome;
  });

  it('does not replace a newer token when its answers arrive after all', async () => {
    const clock = new FakeClock();
    const real = tokenRequestTo(endpoint.origin);
    const late: (() => Promise<void>)[] = [];
    let isHanging = true;
    const send: SendTokenRequest = (request) => {
      if (!isHanging) return real(request);
      return new Promise((resolve) => {
        const signal = AbortSignal.any([]);
        late.push(() => real({ ...request, signal }).then(resolve));
      });
    };
    const { strategy } = oauthFactory(endpoint, {}, { clock, send, timeoutMs: 1_000 });
    const outcome = expect(strategy.authorization()).rejects.toMatchObject({ reason: 'timeout' });
    await vi.waitUntil(() => late.length === 1);
    await clock.advance(1_000);
    await outcome;
    isHanging = false;
    expect(await strategy.authorization()).toBe('Bearer token-1');
    for (const answer of late) await answer();
    expect(endpoint.requests).toHaveLength(late.length + 1);
    expect(await strategy.authorization()).toBe('Bearer token-1');
  });
});
