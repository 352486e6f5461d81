import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { OAuthStrategy } from '#test/support/oauth-fixture.js';
import { oauthFactory } from '#test/support/oauth-fixture.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { MemoryTokenStore } from '../../testing/memory-token-store.js';

const endpoint = useTokenEndpoint();
let clock: FakeClock;
let tokenStore: MemoryTokenStore;

beforeEach(() => {
  clock = new FakeClock();
  tokenStore = new MemoryTokenStore(clock);
});

const processOf = (): OAuthStrategy => oauthFactory(endpoint, {}, { clock, tokenStore }).strategy;

/** Advances the fake clock in small steps, so that polls and requests happen in between. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 50) {
    await clock.advance(50);
  }
}

describe('The lock in the store', () => {
  it('is released when the request fails, and the next process asks the endpoint', async () => {
    const request = endpoint.hold();
    const first = expect(processOf().authorization()).rejects.toMatchObject({ status: 404 });
    await request.arrived;
    const second = processOf().authorization();
    await pass(200);
    request.answer({ status: 404 });
    await first;
    await pass(500);
    expect(await second).toBe('Bearer token-1');
    expect(tokenStore.keys().filter((key) => key.endsWith(':lock'))).toEqual([]);
  });

  it('causes no request when the token was stored just before the lock was acquired', async () => {
    const lock = tokenStore.lock.bind(tokenStore);
    const asked = vi.spyOn(tokenStore, 'lock').mockImplementationOnce(async (...args) => {
      expect(await processOf().authorization()).toBe('Bearer token-1');
      return lock(...args);
    });
    expect(await processOf().authorization()).toBe('Bearer token-1');
    expect(asked).toHaveBeenCalledTimes(2);
    expect(endpoint.requests).toHaveLength(1);
  });

  it('expires when its holder dies, in time for a process that waits', async () => {
    const send = (): Promise<never> => new Promise(() => undefined);
    const { strategy: dead } = oauthFactory(endpoint, {}, { clock, tokenStore, send });
    const lost = expect(dead.authorization()).rejects.toMatchObject({ reason: 'timeout' });
    await vi.waitUntil(() => tokenStore.keys().some((key) => key.endsWith(':lock')));
    const waiting = processOf().authorization();
    await pass(4_900);
    expect(endpoint.requests).toHaveLength(0);
    await pass(500);
    await endpoint.received(1);
    expect(await waiting).toBe('Bearer token-1');
    await pass(5_000);
    await lost;
  });

  it('is not waited for when only a direct request would still be in time', async () => {
    vi.spyOn(tokenStore, 'lock').mockResolvedValue(undefined);
    const header = processOf().authorization();
    await pass(5_900);
    expect(endpoint.requests).toHaveLength(0);
    await pass(500);
    expect(await header).toBe('Bearer token-1');
  });

  it('is tried again after 50 ms, and then less and less often up to every 250 ms', async () => {
    const triedMs: number[] = [];
    vi.spyOn(tokenStore, 'lock').mockImplementation(async () => {
      triedMs.push(clock.monotonicMs());
      return undefined;
    });
    const { strategy } = oauthFactory(endpoint, {}, { clock, tokenStore, random: () => 0.5 });
    const header = strategy.authorization();
    await clock.advance(0);
    await pass(6_500);
    expect(await header).toBe('Bearer token-1');
    expect(triedMs.slice(0, 7)).toEqual([0, 50, 150, 350, 600, 850, 1_100]);
    // Then only a request of its own would still be in time.
    expect(Math.max(...triedMs)).toBe(6_100);
  });

  it('is asked for at different times by processes that started together', async () => {
    const triedMs: number[] = [];
    vi.spyOn(tokenStore, 'lock').mockImplementation(async () => {
      triedMs.push(clock.monotonicMs());
      return undefined;
    });
    const headers = [0, 0.999].map((random) =>
      oauthFactory(
        endpoint,
        {},
        { clock, tokenStore, random: () => random },
      ).strategy.authorization(),
    );
    await clock.advance(0);
    await pass(100);
    expect(triedMs).toEqual(expect.arrayContaining([0, 25, 75]));
    await pass(10_000);
    await Promise.all(headers);
  });

  it('is optional: a store without locks shares tokens as well', async () => {
    const { get, set, delete: remove } = tokenStore;
    const bare = {
      get: get.bind(tokenStore),
      set: set.bind(tokenStore),
      delete: remove.bind(tokenStore),
    };
    const one = oauthFactory(endpoint, {}, { clock, tokenStore: bare }).strategy;
    const two = oauthFactory(endpoint, {}, { clock, tokenStore: bare }).strategy;
    expect(await one.authorization()).toBe('Bearer token-1');
    expect(await two.authorization()).toBe('Bearer token-1');
  });
});

describe('A slow old answer', () => {
  it('does not replace a newer token in the store', async () => {
    endpoint.next({ status: 503, headers: { 'retry-after': '1' } });
    const request = endpoint.hold();
    const slow = processOf().authorization();
    await vi.waitUntil(() => clock.waiting.includes(1_000));
    await clock.advance(1_000);
    await request.arrived;
    await clock.advance(4_000);
    expect(await processOf().authorization()).toBe('Bearer token-1');
    request.answer({ body: endpoint.grant({ access_token: 'old' }) });
    expect(await slow).toBe('Bearer token-1');
    expect(await processOf().authorization()).toBe('Bearer token-1');
  });
});
