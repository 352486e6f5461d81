import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RedisTokenStore } from '../../libs/twilio-auth/src/redis/redis-token-store.js';
import type { OAuthStrategy } from '#test/support/oauth-fixture.js';
import { CLIENT_SECRET, oauthFactory } from '#test/support/oauth-fixture.js';
import type { ConnectedStore } from '#test/support/redis-clients.js';
import { REDIS_CLIENTS } from '#test/support/redis-clients.js';
import { hasRedis, RedisServer } from '#test/support/redis-server.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';

describe.runIf(hasRedis())('Processes that share a Redis', () => {
  let redis: RedisServer;
  const endpoint = useTokenEndpoint();
  let intruder: Redis;
  let open: ConnectedStore[];

  beforeAll(async () => {
    redis = await RedisServer.start();
    intruder = new Redis(redis.url);
  });
  afterAll(async () => {
    intruder.disconnect();
    await redis.stop();
  });
  beforeEach(async () => {
    open = [];
    await intruder.flushall();
  });
  afterEach(async () => {
    for (const { end } of open) end();
  });

  describe.each(REDIS_CLIENTS)('with %s', (_, connect) => {
    const storeOf = async (): Promise<RedisTokenStore> => {
      const connected = await connect(redis.url);
      open.push(connected);
      return connected.store;
    };
    const processOf = async (): Promise<OAuthStrategy> =>
      oauthFactory(endpoint, {}, { tokenStore: await storeOf() }).strategy;

    it('make one token request if they start at once', async () => {
      const request = endpoint.hold();
      const stores = await Promise.all(Array.from({ length: 30 }, storeOf));
      const lockTried = Promise.all(stores.map(firstLock));
      const headers = Promise.all(
        stores.map((tokenStore) =>
          oauthFactory(endpoint, {}, { tokenStore }).strategy.authorization(),
        ),
      );
      await lockTried;
      await request.arrived;
      request.answer();
      expect(new Set(await headers)).toEqual(new Set(['Bearer token-1']));
      expect(endpoint.requests).toHaveLength(1);
      expect(await intruder.keys('*:lock')).toEqual([]);
    });

    it('replace a rejected token with one request together', async () => {
      const processes = await Promise.all(Array.from({ length: 10 }, processOf));
      const headers = await Promise.all(processes.map((one) => one.authorization()));
      const refreshed = await Promise.all(
        processes.map((one, index) => one.rejected(headers[index] ?? '')),
      );
      expect(new Set(refreshed)).toEqual(new Set([true]));
      expect(new Set(await Promise.all(processes.map((one) => one.authorization())))).toEqual(
        new Set(['Bearer token-2']),
      );
      expect(endpoint.requests).toHaveLength(2);
    });

    it('store no readable token, and only until it expires', async () => {
      await (await processOf()).authorization();
      const keys = await intruder.keys('*');
      expect(keys).toHaveLength(1);
      const [key = ''] = keys;
      const everything = key + (await intruder.get(key));
      for (const word of ['token-1', CLIENT_SECRET, 'OQbbb', 'ACaaa']) {
        expect(everything).not.toContain(word);
      }
      const ttlMs = await intruder.pttl(key);
      expect(ttlMs).toBeGreaterThan(3_500_000);
      expect(ttlMs).toBeLessThanOrEqual(3_600_000);
    });

    it('reject a token that was copied from the key of another account', async () => {
      const tokenStore = await storeOf();
      await oauthFactory(endpoint, {}, { tokenStore }).strategy.authorization();
      await oauthFactory(endpoint, { scope: 'wider' }, { tokenStore }).strategy.authorization();
      const [one = '', two = ''] = await intruder.keys('*');
      const [first, second] = await intruder.mget(one, two);
      await intruder.mset(one, second ?? '', two, first ?? '');
      const { strategy, events } = oauthFactory(endpoint, {}, { tokenStore });
      expect(await strategy.authorization()).toBe('Bearer token-3');
      expect(events.of('store.failed')).toMatchObject([{ reason: 'garbage' }]);
    });

    it('release a lock only while they hold it', async () => {
      const store = await storeOf();
      const lost = await store.lock('key', 5);
      await expect.poll(() => intruder.exists('nestjs-twilio-auth:key:lock')).toBe(0);
      const held = await store.lock('key', 60_000);
      await lost?.();
      expect(await store.lock('key', 60_000)).toBeUndefined();
      await held?.();
      expect(await intruder.keys('*')).toEqual([]);
    });

    it('get, set and delete values', async () => {
      const store = await storeOf();
      expect(await store.get('key')).toBeUndefined();
      await store.set('key', 'value', 60_000);
      expect(await store.get('key')).toBe('value');
      await store.delete('key');
      expect(await store.get('key')).toBeUndefined();
    });
  });

  it('share tokens between different client libraries', async () => {
    for (const [, connect] of REDIS_CLIENTS) {
      const connected = await connect(redis.url);
      open.push(connected);
      const { strategy } = oauthFactory(endpoint, {}, { tokenStore: connected.store });
      expect(await strategy.authorization()).toBe('Bearer token-1');
    }
    expect(endpoint.requests).toHaveLength(1);
  });

  it('can store their keys under a custom prefix', async () => {
    await new RedisTokenStore(intruder, { keyPrefix: 'mine:' }).set('key', 'value', 1_000);
    expect(await intruder.keys('*')).toEqual(['mine:key']);
  });
});

/** Resolves when this store has answered its first lock() call. */
function firstLock(store: RedisTokenStore): Promise<void> {
  const lock = store.lock.bind(store);
  return new Promise((resolve) => {
    store.lock = async (...args) => {
      const release = await lock(...args);
      resolve();
      return release;
    };
  });
}
