import { beforeEach, describe, expect, it, vi } from 'vitest';
import { oauthFactory } from '#test/support/oauth-fixture.js';
import type { TokenAnswer } from '#test/support/token-endpoint.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { retryAfterMs } from './retry-after.js';

const endpoint = useTokenEndpoint();
let clock: FakeClock;

beforeEach(() => {
  clock = new FakeClock(Date.parse('2026-03-01T12:00:00Z'));
});

/** Node's own Date header would tell the real time. */
const date = 'Sun, 01 Mar 2026 12:00:00 GMT';
const throttled = (headers: Record<string, string>, body?: unknown): TokenAnswer => ({
  status: 429,
  headers: { date, ...headers },
  body,
});

describe('What the endpoint asks for', () => {
  it.each([
    ['seconds', throttled({ 'retry-after': '4' })],
    ['a date', throttled({ 'retry-after': 'Sun, 01 Mar 2026 12:00:04 GMT' })],
    ['throttled_until', throttled({}, { throttled_until: '2026-03-01T12:00:04Z' })],
    [
      'a date on a server whose clock is an hour ahead',
      throttled({
        date: 'Sun, 01 Mar 2026 13:00:00 GMT',
        'retry-after': 'Sun, 01 Mar 2026 13:00:04 GMT',
      }),
    ],
  ])('is kept up to five seconds, told in %s', async (_, answer) => {
    endpoint.next(answer);
    const { strategy } = oauthFactory(endpoint, {}, { clock });
    const header = strategy.authorization();
    await vi.waitUntil(() => clock.waiting.includes(4_000));
    await clock.advance(3_999);
    expect(endpoint.requests).toHaveLength(1);
    await clock.advance(1);
    expect(await header).toBe('Bearer token-1');
    expect(endpoint.requests).toHaveLength(2);
  });

  it.each([
    ['seconds', throttled({ 'retry-after': '8' })],
    ['throttled_until', throttled({}, { throttled_until: '2026-03-01T12:00:08Z' })],
  ])('is handed to the caller beyond that, told in %s', async (_, answer) => {
    endpoint.always(answer);
    const { strategy, events } = oauthFactory(endpoint, {}, { clock });
    await expect(strategy.authorization()).rejects.toMatchObject({
      code: 'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
      retryAfterMs: 8_000,
      retryable: true,
    });
    expect(endpoint.requests).toHaveLength(1);
    expect(events.of('token.failed')).toMatchObject([{ status: 429, retryAfterMs: 8_000 }]);
  });

  it('is over when the moment has passed', async () => {
    endpoint.always(throttled({ 'retry-after': 'Sun, 01 Mar 2026 11:59:00 GMT' }));
    const { strategy } = oauthFactory(endpoint, {}, { clock });
    const outcome = expect(strategy.authorization()).rejects.toMatchObject({ retryAfterMs: 0 });
    await vi.waitUntil(async () => {
      await clock.advance(0);
      return endpoint.requests.length === 3;
    });
    await outcome;
  });

  it('is ignored when it makes no sense, and the pause is random', async () => {
    endpoint.next(throttled({ 'retry-after': 'soon' }));
    const { strategy } = oauthFactory(endpoint, {}, { clock, random: () => 0.25 });
    const header = strategy.authorization();
    await vi.waitUntil(() => clock.waiting.includes(50));
    await clock.advance(50);
    expect(await header).toBe('Bearer token-1');
  });

  it('is not waited for when the deadline ends before', async () => {
    endpoint.always(throttled({ 'retry-after': '4' }));
    const { strategy } = oauthFactory(endpoint, {}, { clock, timeoutMs: 3_000 });
    await expect(strategy.authorization()).rejects.toMatchObject({ retryAfterMs: 4_000 });
    expect(endpoint.requests).toHaveLength(1);
  });
});

describe('The moment that the endpoint names', () => {
  const read = (headers: Record<string, string | string[]>): number | undefined =>
    retryAfterMs({ status: 429, headers, body: Buffer.alloc(0) }, clock);

  it('counts from our own clock where the server does not show its own', () => {
    expect(read({ 'retry-after': 'Sun, 01 Mar 2026 12:00:04 GMT' })).toBe(4_000);
    expect(read({ 'retry-after': 'Sun, 01 Mar 2026 12:00:04 GMT', date: 'today' })).toBe(4_000);
  });

  it('is the first of several', () => {
    expect(read({ 'retry-after': ['3', '60'] })).toBe(3_000);
  });
});
