import { beforeEach, describe, expect, it, vi } from 'vitest';
import { oauthFactory } from '#test/support/oauth-fixture.js';
import type { Answer } from '#test/support/recording-server.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { FakeClock } from '../../testing/fake-clock.js';

const endpoint = useTokenEndpoint();
let clock: FakeClock;

beforeEach(() => {
  clock = new FakeClock(Date.parse('2026-03-01T12:00:00Z'));
});

const throttled = (headers: Record<string, string>, body?: object): Answer => ({
  status: 429,
  headers,
  body,
});

describe('The pause before a retry', () => {
  it.each([
    ['seconds', throttled({ 'retry-after': '4' })],
    ['a date', throttled({ 'retry-after': 'Sun, 01 Mar 2026 12:00:04 GMT' })],
    ['throttled_until', throttled({}, { throttled_until: '2026-03-01T12:00:04Z' })],
    [
      'seconds, whatever throttled_until says',
      throttled({ 'retry-after': '4' }, { throttled_until: '2026-03-01T12:00:01Z' }),
    ],
    [
      'throttled_until, when Retry-After makes no sense',
      throttled({ 'retry-after': 'soon' }, { throttled_until: '2026-03-01T12:00:04Z' }),
    ],
  ])('is as long as the endpoint asks for, up to five seconds: %s', async (_, answer) => {
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

  it('is waited for up to exactly five seconds', async () => {
    endpoint.next(throttled({ 'retry-after': '5' }), throttled({ 'retry-after': '6' }));
    const { strategy } = oauthFactory(endpoint, {}, { clock, timeoutMs: 20_000 });
    const failed = expect(strategy.authorization()).rejects.toMatchObject({ retryAfterMs: 6_000 });
    await vi.waitUntil(() => clock.waiting.includes(5_000));
    await clock.advance(5_000);
    await failed;
    expect(endpoint.requests).toHaveLength(2);
  });

  it.each([
    ['seconds', throttled({ 'retry-after': '8' })],
    ['throttled_until', throttled({}, { throttled_until: '2026-03-01T12:00:08Z' })],
    [
      'a date of a server whose clock is ahead of ours',
      throttled({
        date: 'Sun, 01 Mar 2026 12:00:04 GMT',
        'retry-after': 'Sun, 01 Mar 2026 12:00:08 GMT',
      }),
    ],
  ])('is left to the caller when it would be longer: %s', async (_, answer) => {
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

  it.each([
    ['Retry-After makes no sense', throttled({ 'retry-after': 'soon' })],
    ['throttled_until makes no sense', throttled({}, { throttled_until: 'soon' })],
    ['throttled_until is not text', throttled({}, { throttled_until: 4 })],
    ['Retry-After is in the past', throttled({ 'retry-after': 'Sun, 01 Mar 2026 11:59:00 GMT' })],
    ['throttled_until is in the past', throttled({}, { throttled_until: '2026-03-01T11:59:00Z' })],
    ['Retry-After is shorter', throttled({ 'retry-after': '0' })],
  ])('is random when %s', async (_, answer) => {
    endpoint.next(answer);
    const { strategy } = oauthFactory(endpoint, {}, { clock, random: () => 0.75 });
    const header = strategy.authorization();
    await vi.waitUntil(() => clock.waiting.includes(150));
    await clock.advance(150);
    expect(await header).toBe('Bearer token-1');
  });

  it('is at least 50 ms, so that chance makes no storm of requests', async () => {
    endpoint.next({ status: 503 });
    const { strategy } = oauthFactory(endpoint, {}, { clock, random: () => 0 });
    const header = strategy.authorization();
    await vi.waitUntil(() => clock.waiting.includes(50));
    await clock.advance(50);
    expect(await header).toBe('Bearer token-1');
  });

  it('doubles from 200 ms up to a fifth of the deadline', async () => {
    endpoint.always({ status: 503 });
    const { strategy } = oauthFactory(endpoint, {}, { clock, random: () => 1 });
    const failed = expect(strategy.authorization()).rejects.toMatchObject({ status: 503 });
    for (const [at, pauseMs] of [200, 400, 800, 1_600, 2_000, 2_000, 2_000].entries()) {
      await vi.waitUntil(() => endpoint.requests.length === at + 1 && clock.waiting[0] === pauseMs);
      await clock.advance(pauseMs);
    }
    await failed;
    expect(endpoint.requests).toHaveLength(8);
  });

  it('is left to the caller when the deadline would end first', async () => {
    endpoint.always(throttled({ 'retry-after': '4' }));
    const { strategy } = oauthFactory(endpoint, {}, { clock, timeoutMs: 3_000 });
    await expect(strategy.authorization()).rejects.toMatchObject({ retryAfterMs: 4_000 });
    expect(endpoint.requests).toHaveLength(1);
  });
});
