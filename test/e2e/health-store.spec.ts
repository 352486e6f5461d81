import { Redis } from 'ioredis';
import { RedisTokenStore } from 'nestjs-twilio-auth/redis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';
import { startHealthApp } from '#test/support/health-app.js';
import { hasRedis, RedisServer } from '#test/support/redis-server.js';

const twilio = await sharedEmulator();

describe.runIf(hasRedis())('Health with a shared Redis', () => {
  let redis: RedisServer;
  let client: Redis;
  beforeEach(async () => {
    redis = await RedisServer.start();
    client = new Redis(redis.url).on('error', () => undefined);
  });
  afterEach(async () => {
    client.disconnect();
    redis.thaw();
    await redis.stop();
  });

  it.each<[string, () => unknown]>([
    ['read-only', () => client.replicaof('127.0.0.1', 1)],
    ['out of memory', () => client.config('SET', 'maxmemory', '1')],
    ['frozen', () => redis.freeze()],
    ['gone', () => redis.kill()],
  ])('is degraded while that is %s', async (_, spoil) => {
    withEnvironment({ NODE_ENV: 'development', ...twilio.env('oauth') });
    await using app = await startHealthApp({ oauth: { tokenStore: new RedisTokenStore(client) } });
    await app.use();
    expect((await app.health()).twilio).toMatchObject({ status: 'up' });
    await spoil();
    expect((await app.health()).twilio).toMatchObject({
      status: 'degraded',
      reasons: ['store-down'],
    });
  });

  it('leaves nothing in it that lasts', async () => {
    withEnvironment({ NODE_ENV: 'development', ...twilio.env('oauth') });
    await using app = await startHealthApp({ oauth: { tokenStore: new RedisTokenStore(client) } });
    await app.health();
    expect(await client.keys('*')).toEqual(['nestjs-twilio-auth:health']);
    expect(await client.pttl('nestjs-twilio-auth:health')).toBeLessThanOrEqual(10_000);
  });
});
