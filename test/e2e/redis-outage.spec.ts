import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { RedisTokenStore } from '../../libs/twilio-auth/src/redis/redis-token-store.js';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { oauthFactory } from '#test/support/oauth-fixture.js';
import type { ConnectedStore } from '#test/support/redis-clients.js';
import { connectIoredis, REDIS_CLIENTS } from '#test/support/redis-clients.js';
import { hasRedis, RedisServer } from '#test/support/redis-server.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';

describe.runIf(hasRedis())('A Redis that fails', () => {
  let redis: RedisServer;
  const endpoint = useTokenEndpoint();

  beforeEach(async () => {
    redis = await RedisServer.start();
  });
  afterEach(() => redis.stop());

  describe.each(REDIS_CLIENTS)('with %s', (_, connect) => {
    let connected: ConnectedStore;
    beforeEach(async () => {
      connected = await connect(redis.url);
    });
    afterEach(() => connected.end());

    const strategyOf = (clock?: FakeClock): ReturnType<typeof oauthFactory> =>
      oauthFactory(endpoint, {}, { tokenStore: connected.store, ...(clock && { clock }) });

    it('that was killed costs one direct request and one event, and shares tokens again once it is back', async () => {
      expect(await strategyOf().strategy.authorization()).toBe('Bearer token-1');
      await redis.kill();
      const { strategy, events } = strategyOf();
      expect(await strategy.authorization()).toBe('Bearer token-2');
      expect(events.of('store.failed')).toHaveLength(1);
      const reconnected = connected.reconnected();
      await redis.run();
      await reconnected;
      expect(await strategyOf().strategy.authorization()).toBe('Bearer token-3');
      expect(await strategyOf().strategy.authorization()).toBe('Bearer token-3');
    });

    it('that was killed while a process held the lock costs no further request', async () => {
      const request = endpoint.hold();
      const { strategy, events } = strategyOf();
      const header = strategy.authorization();
      await request.arrived;
      await redis.kill();
      request.answer();
      expect(await header).toBe('Bearer token-1');
      expect(events.of('store.failed')).toMatchObject([{ operation: 'set' }]);
      expect(endpoint.requests).toHaveLength(1);
    });

    it('that does not answer costs one direct request and one event', async () => {
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
    ])(
      'with an invalid value (%s) costs one request, which replaces the value',
      async (_kind, spoil) => {
        // On a busy machine, reading ten megabytes can take longer than the limit of 250 ms.
        const clock = new FakeClock();
        await strategyOf(clock).strategy.authorization();
        const intruder = new Redis(redis.url);
        const [key = ''] = await intruder.keys('*');
        await spoil(intruder, key);
        const { strategy, events } = strategyOf(clock);
        expect(await strategy.authorization()).toBe('Bearer token-2');
        expect(events.of('store.failed')).toMatchObject([{ operation: 'get', reason: 'garbage' }]);
        expect(await strategyOf(clock).strategy.authorization()).toBe('Bearer token-2');
        intruder.disconnect();
      },
    );

    it('with a value of another type costs one request', async () => {
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

    it('does not invalidate a token that is still valid', async () => {
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

  it('is not reported as slow if the process itself was busy when the answer arrived', async () => {
    const { store, end } = await connectIoredis(redis.url);
    onTestFinished(end);
    const asked = new Promise<void>((resolve) => {
      const get = store.get.bind(store);
      store.get = (key) => {
        const answer = get(key);
        resolve();
        return answer;
      };
    });
    const { strategy, events } = oauthFactory(endpoint, {}, { tokenStore: store });
    const header = strategy.authorization();
    await asked;
    const until = performance.now() + 400;
    while (performance.now() < until);
    expect(await header).toBe('Bearer token-1');
    expect(events.of('store.failed')).toEqual([]);
  });

  it('that is not connected costs one direct request and one event', async () => {
    const tokenStore = new RedisTokenStore(createClient({ url: redis.url }));
    const { strategy, events } = oauthFactory(endpoint, {}, { tokenStore });
    expect(await strategy.authorization()).toBe('Bearer token-1');
    expect(events.of('store.failed')).toMatchObject([{ operation: 'get' }]);
  });
});
