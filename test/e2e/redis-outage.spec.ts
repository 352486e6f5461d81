import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RedisTokenStore } from '../../libs/twilio-auth/src/redis/redis-token-store.js';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { oauthFactory } from '#test/support/oauth-fixture.js';
import type { ConnectedStore } from '#test/support/redis-clients.js';
import { REDIS_CLIENTS } from '#test/support/redis-clients.js';
import { hasRedis, RedisServer } from '#test/support/redis-server.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';

describe.runIf(hasRedis())('A Redis in trouble', () => {
  let redis: RedisServer;
  const endpoint = useTokenEndpoint();
  let connected: ConnectedStore;

  beforeEach(async () => {
    redis = await RedisServer.start();
  });
  afterEach(async () => {
    connected.end();
    await redis.stop();
  });

  const strategyOf = (): ReturnType<typeof oauthFactory> =>
    oauthFactory(endpoint, {}, { tokenStore: connected.store });

  describe.each(REDIS_CLIENTS)('met by %s', (_, connect) => {
    beforeEach(async () => {
      connected = await connect(redis.url);
    });

    it('that was killed costs a direct request and an event; revived, it shares again', async () => {
      expect(await strategyOf().strategy.authorization()).toBe('Bearer token-1');
      await redis.kill();
      const { strategy, events } = strategyOf();
      expect(await strategy.authorization()).toBe('Bearer token-2');
      expect(events.of('store.failed')).toHaveLength(1);
      await redis.run();
      await expect
        .poll(() => connected.store.get('any').catch(() => 'down'), { timeout: 10_000 })
        .toBeUndefined();
      expect(await strategyOf().strategy.authorization()).toBe('Bearer token-3');
      expect(await strategyOf().strategy.authorization()).toBe('Bearer token-3');
    });

    it('that was killed while a process held the lock costs it nothing', async () => {
      let answer = (): void => undefined;
      endpoint.next((response) => {
        answer = () => response.end(JSON.stringify(endpoint.grant()));
      });
      const { strategy, events } = strategyOf();
      const header = strategy.authorization();
      await vi.waitUntil(() => endpoint.requests.length === 1);
      await redis.kill();
      answer();
      expect(await header).toBe('Bearer token-1');
      expect(events.of('store.failed')).toMatchObject([{ operation: 'set' }]);
      expect(endpoint.requests).toHaveLength(1);
    });

    it('that is frozen costs a direct request and an event', async () => {
      await strategyOf().strategy.authorization();
      redis.freeze();
      const { strategy, events } = strategyOf();
      expect(await strategy.authorization()).toBe('Bearer token-2');
      expect(events.of('store.failed')).toMatchObject([{ operation: 'get', reason: 'timeout' }]);
      redis.thaw();
      expect(await strategyOf().strategy.authorization()).toBe('Bearer token-1');
    });

    it.each([
      ['text', (intruder: Redis, key: string) => intruder.set(key, 'v1.garbage')],
      ['bytes', (intruder: Redis, key: string) => intruder.set(key, Buffer.from([0, 255, 128]))],
      ['ten megabytes', (intruder: Redis, key: string) => intruder.set(key, 'x'.repeat(1e7))],
    ])('that holds garbage (%s) costs one request, and is mended by it', async (_kind, spoil) => {
      await strategyOf().strategy.authorization();
      const intruder = new Redis(redis.url);
      const [key = ''] = await intruder.keys('*');
      await spoil(intruder, key);
      const { strategy, events } = strategyOf();
      expect(await strategy.authorization()).toBe('Bearer token-2');
      expect(events.of('store.failed')).toMatchObject([{ operation: 'get', reason: 'garbage' }]);
      expect(await strategyOf().strategy.authorization()).toBe('Bearer token-2');
      intruder.disconnect();
    });

    it('that holds something else under the key costs a request of its own', async () => {
      await strategyOf().strategy.authorization();
      const intruder = new Redis(redis.url);
      const [key = ''] = await intruder.keys('*');
      await intruder.del(key);
      await intruder.hset(key, { field: 'value' });
      const { strategy, events } = strategyOf();
      expect(await strategy.authorization()).toBe('Bearer token-2');
      expect(events.of('store.failed')).toMatchObject([{ operation: 'get' }]);
      intruder.disconnect();
    });

    it('never ends a token that is still good', async () => {
      const clock = new FakeClock();
      const tokenStore = connected.store;
      const { strategy, events } = oauthFactory(endpoint, {}, { clock, tokenStore });
      await strategy.authorization();
      await redis.kill();
      await clock.advance(3_400_000);
      expect(await strategy.authorization()).toBe('Bearer token-1');
      await vi.waitUntil(async () => {
        await clock.advance(250);
        return events.of('token.fetched').length === 2;
      });
      expect(events.of('token.failed')).toEqual([]);
    });
  });

  it('is not blamed for a process that was busy itself while the answer lay there', async () => {
    const client = new Redis(redis.url);
    connected = { store: new RedisTokenStore(client), end: () => client.disconnect() };
    await client.ping();
    const { strategy, events } = strategyOf();
    const header = strategy.authorization();
    // Far enough for the question to be on its way.
    for (let step = 0; step < 20; step += 1) await Promise.resolve();
    const until = performance.now() + 400;
    while (performance.now() < until);
    expect(await header).toBe('Bearer token-1');
    expect(events.of('store.failed')).toEqual([]);
  });

  it('need not even be connected', async () => {
    const client = createClient({ url: redis.url });
    connected = { store: new RedisTokenStore(client), end: () => undefined };
    const { strategy, events } = strategyOf();
    expect(await strategy.authorization()).toBe('Bearer token-1');
    expect(events.of('store.failed')).toMatchObject([{ operation: 'get' }]);
  });
});
