import { beforeEach, describe, expect, it, vi } from 'vitest';
import { oauthFactory } from '#test/support/oauth-fixture.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { MemoryTokenStore } from '../../testing/memory-token-store.js';

const HOUR = 3_600_000;

const endpoint = useTokenEndpoint();
let clock: FakeClock;

beforeEach(() => {
  clock = new FakeClock();
});

describe('stop()', () => {
  it('ends background refreshes, and calls still succeed', async () => {
    const { strategy, sends } = oauthFactory(endpoint, {}, { clock });
    await strategy.authorization();
    strategy.stop();
    await clock.advance(HOUR - 100_000);
    expect(await strategy.authorization()).toBe('Bearer token-1');
    await clock.advance(0);
    expect(sends()).toBe(1);
    await clock.advance(HOUR);
    expect(await strategy.authorization()).toBe('Bearer token-2');
  });
});

describe('close()', () => {
  const closed = {
    code: 'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
    reason: 'closed',
    retryable: false,
  };

  it('ends a pending fetch at once and leaves no timer', async () => {
    endpoint.always(() => undefined);
    const { strategy, events } = oauthFactory(endpoint, {}, { clock });
    const pending = [strategy.authorization(), strategy.authorization()];
    const outcomes = Promise.all(pending.map((one) => expect(one).rejects.toMatchObject(closed)));
    await endpoint.received(1);
    strategy.close();
    await outcomes;
    expect(clock.waiting).toEqual([]);
    expect(events.of('token.failed')).toEqual([]);
  });

  it('ends a pause between two attempts', async () => {
    endpoint.always({ status: 503, headers: { 'retry-after': '4' } });
    const { strategy } = oauthFactory(endpoint, {}, { clock });
    const outcome = expect(strategy.authorization()).rejects.toMatchObject(closed);
    await vi.waitUntil(() => clock.waiting.includes(4_000));
    strategy.close();
    await outcome;
    expect(clock.waiting).toEqual([]);
  });

  it('starts no new request, and still serves a token that has not expired', async () => {
    const { strategy, sends } = oauthFactory(endpoint, {}, { clock });
    await strategy.authorization();
    strategy.close();
    expect(await strategy.authorization()).toBe('Bearer token-1');
    expect(await strategy.rejected('Bearer token-1')).toBe(false);
    await clock.advance(HOUR);
    await expect(strategy.authorization()).rejects.toMatchObject(closed);
    expect(sends()).toBe(1);
  });

  it('starts no request when it happens while the store is being asked', async () => {
    const get = vi.fn(() => new Promise<never>(() => undefined));
    const tokenStore = Object.assign(new MemoryTokenStore(clock), { get });
    const { strategy, sends } = oauthFactory(endpoint, {}, { clock, tokenStore });
    const outcome = expect(strategy.authorization()).rejects.toMatchObject(closed);
    await vi.waitUntil(() => get.mock.calls.length === 1);
    strategy.close();
    await clock.advance(250);
    await outcome;
    expect(sends()).toBe(0);
  });

  it('does not ask the store any more', async () => {
    const tokenStore = new MemoryTokenStore(clock);
    const get = vi.spyOn(tokenStore, 'get');
    const { strategy } = oauthFactory(endpoint, {}, { clock, tokenStore });
    strategy.close();
    await expect(strategy.authorization()).rejects.toMatchObject(closed);
    expect(get).not.toHaveBeenCalled();
  });
});
