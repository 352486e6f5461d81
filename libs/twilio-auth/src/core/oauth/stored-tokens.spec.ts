import { beforeEach, describe, expect, it } from 'vitest';
import type { OAuthStrategy } from '#test/support/oauth-fixture.js';
import { oauthFactory } from '#test/support/oauth-fixture.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { MemoryTokenStore } from '../../testing/memory-token-store.js';
import type { TokenStore } from '../config/token-store.js';

const HOUR = 3_600_000;

const endpoint = useTokenEndpoint();
let clock: FakeClock;
let tokenStore: TokenStore;

beforeEach(() => {
  clock = new FakeClock();
  // Without a lock, two processes may fetch at the same time.
  const store = new MemoryTokenStore(clock);
  tokenStore = {
    get: (key) => store.get(key),
    set: (key, value, ttlMs) => store.set(key, value, ttlMs),
    delete: (key) => store.delete(key),
  };
});

const processOf = (changes: object = {}): OAuthStrategy =>
  oauthFactory(endpoint, {}, { clock, tokenStore, ...changes }).strategy;

/** Another process fetches and stores a token while the fetch of this one is on its way. */
async function fetchBeside(expires_in: number, waitMs: number): Promise<string> {
  const request = endpoint.hold();
  const header = processOf().authorization();
  await request.arrived;
  await clock.advance(1_000);
  endpoint.next({ body: endpoint.grant({ access_token: 'beside', expires_in }) });
  await processOf().authorization();
  await clock.advance(waitMs);
  request.answer({ body: endpoint.grant({ access_token: 'own' }) });
  return header;
}

describe('A token that another process stored meanwhile', () => {
  it('is used, and not overwritten, if it is newer', async () => {
    expect(await fetchBeside(3600, 0)).toBe('Bearer beside');
    expect(await processOf().authorization()).toBe('Bearer beside');
    expect(endpoint.requests).toHaveLength(2);
  });

  it('is overwritten if it has expired, although the store still returns it', async () => {
    const stored = new Map<string, string>();
    tokenStore = {
      get: async (key) => stored.get(key),
      set: async (key, value) => void stored.set(key, value),
      delete: async (key) => void stored.delete(key),
    };
    expect(await fetchBeside(2, 2_000)).toBe('Bearer own');
    expect(await processOf().authorization()).toBe('Bearer own');
    expect(endpoint.requests).toHaveLength(2);
  });

  it('is overwritten if it is the rejected one, by a clock that is ahead', async () => {
    const ahead = new FakeClock(clock.wallMs() + 60_000);
    await processOf({ clock: ahead }).authorization();
    const one = processOf();
    const header = await one.authorization();
    expect(header).toBe('Bearer token-1');
    expect(await one.rejected(header)).toBe(true);
    expect(await one.authorization()).toBe('Bearer token-2');
    expect(await processOf().authorization()).toBe('Bearer token-2');
  });
});

describe('A stored token', () => {
  it.each([
    ['a second before its last ten seconds', HOUR - 11_000, 'Bearer token-1'],
    ['in its last ten seconds', HOUR - 10_000, 'Bearer token-2'],
  ])('is used until its last ten seconds: %s', async (_, ageMs, expected) => {
    await processOf().authorization();
    await clock.advance(ageMs);
    expect(await processOf().authorization()).toBe(expected);
  });
});

describe('A token that an API rejected while callers waited for the next one', () => {
  it('is not served to them when that cannot be fetched', async () => {
    const strategy = processOf();
    const header = await strategy.authorization();
    await clock.advance(HOUR - 5_000);
    const request = endpoint.hold();
    const waiting = expect(strategy.authorization()).rejects.toMatchObject({ status: 404 });
    await request.arrived;
    const rejected = strategy.rejected(header);
    request.answer({ status: 404 });
    expect(await rejected).toBe(false);
    await waiting;
  });
});
