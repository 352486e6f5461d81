import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventLog, OAuthStrategy } from '#test/support/oauth-fixture.js';
import { CLIENT_SECRET, oauthFactory } from '#test/support/oauth-fixture.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { MemoryTokenStore } from '../../testing/memory-token-store.js';

const HOUR = 3_600_000;

const endpoint = useTokenEndpoint();
let clock: FakeClock;
let tokenStore: MemoryTokenStore;

beforeEach(() => {
  clock = new FakeClock();
  tokenStore = new MemoryTokenStore(clock);
});

/** A strategy as in another process: only the store is shared. */
function processOf(changes: object = {}): { strategy: OAuthStrategy; events: EventLog } {
  return oauthFactory(endpoint, {}, { clock, tokenStore, ...changes });
}

describe('Processes that share a store', () => {
  it('use the token that the first of them fetched', async () => {
    expect(await processOf().strategy.authorization()).toBe('Bearer token-1');
    expect(await processOf().strategy.authorization()).toBe('Bearer token-1');
    expect(endpoint.requests).toHaveLength(1);
  });

  it('know the age of a token that another one fetched', async () => {
    await processOf().strategy.authorization();
    await clock.advance(1_000_000);
    const { strategy } = processOf();
    await strategy.authorization();
    expect(strategy.describe().token?.expiresInMs).toBe(HOUR - 1_000_000);
  });

  it('use a token no longer when the wall clock is set back', async () => {
    await processOf().strategy.authorization();
    await clock.advance(1_000_000);
    const { strategy } = processOf();
    await strategy.authorization();
    clock.setWall(0);
    await clock.advance(HOUR - 1_000_000);
    expect(strategy.describe().token?.state).toBe('expired');
  });

  it('do not start with a token that is about to expire', async () => {
    await processOf().strategy.authorization();
    await clock.advance(HOUR - 5_000);
    expect(await processOf().strategy.authorization()).toBe('Bearer token-2');
  });

  it('make one request when all of them start at the same time', async () => {
    const request = endpoint.hold();
    const headers = Promise.all(
      Array.from({ length: 20 }, () => processOf().strategy.authorization()),
    );
    await request.arrived;
    for (let poll = 0; poll < 10; poll += 1) await clock.advance(100);
    request.answer();
    await vi.waitUntil(() => tokenStore.keys().some((key) => !key.endsWith(':lock')));
    await clock.advance(100);
    expect(new Set(await headers)).toEqual(new Set(['Bearer token-1']));
    expect(endpoint.requests).toHaveLength(1);
  });

  it('use the token that another one refreshed', async () => {
    const [one, two] = [processOf(), processOf()];
    await one.strategy.authorization();
    await two.strategy.authorization();
    await clock.advance(HOUR - 200_000);
    await one.strategy.authorization();
    await vi.waitUntil(() => one.events.of('token.fetched').length === 2);
    await vi.waitUntil(() => one.strategy.describe().token?.state === 'fresh');
    await two.strategy.authorization();
    await vi.waitUntil(() => two.strategy.describe().token?.state === 'fresh');
    expect(await two.strategy.authorization()).toBe('Bearer token-2');
    expect(endpoint.requests).toHaveLength(2);
  });

  it('leave the token in the store while one of them refreshes it', async () => {
    const { strategy } = processOf();
    await strategy.authorization();
    await clock.advance(HOUR - 200_000);
    const request = endpoint.hold();
    await strategy.authorization();
    await request.arrived;
    expect(await processOf().strategy.authorization()).toBe('Bearer token-1');
    request.answer();
    await vi.waitUntil(() => strategy.describe().token?.state === 'fresh');
    expect(endpoint.requests).toHaveLength(2);
  });

  it('report nothing while sharing works', async () => {
    const all = [processOf(), processOf()];
    for (const { strategy } of all) await strategy.authorization();
    await clock.advance(HOUR);
    for (const { strategy } of all) await strategy.authorization();
    expect(all.flatMap(({ events }) => events.of('store.failed'))).toEqual([]);
  });

  it('replace a rejected token once, and none reads it from the store again', async () => {
    const [one, two] = [processOf(), processOf()];
    const header = await one.strategy.authorization();
    await two.strategy.authorization();
    expect(await one.strategy.rejected(header)).toBe(true);
    expect(await two.strategy.rejected(header)).toBe(true);
    expect(await two.strategy.authorization()).toBe('Bearer token-2');
    expect(await processOf().strategy.authorization()).toBe('Bearer token-2');
    expect(endpoint.requests).toHaveLength(2);
  });

  it('do not find a rejected token in the store when there is no other one', async () => {
    const { strategy } = processOf();
    const header = await strategy.authorization();
    endpoint.next({ status: 401 });
    expect(await strategy.rejected(header)).toBe(false);
    expect(tokenStore.keys()).toEqual([]);
    expect(await processOf().strategy.authorization()).toBe('Bearer token-2');
  });

  it('do not share a token when their scopes differ', async () => {
    await processOf().strategy.authorization();
    const { strategy } = oauthFactory(endpoint, { scope: 'wider' }, { clock, tokenStore });
    expect(await strategy.authorization()).toBe('Bearer token-2');
  });

  it('leave nothing readable in the store', async () => {
    await processOf().strategy.authorization();
    const [key = ''] = tokenStore.keys();
    const everything = key + (await tokenStore.get(key));
    for (const word of ['token-1', CLIENT_SECRET, 'OQbbb', 'ACaaa']) {
      expect(everything).not.toContain(word);
    }
  });

  it('do not store a token without a lifetime', async () => {
    endpoint.expiresIn = 0;
    const set = vi.spyOn(tokenStore, 'set');
    await processOf().strategy.authorization();
    expect(set).not.toHaveBeenCalled();
  });
});
