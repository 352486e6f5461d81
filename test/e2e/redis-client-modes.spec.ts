import { Redis } from 'ioredis';
import { createClient, RESP_TYPES } from 'redis';
import { TwilioAuthModule } from 'nestjs-twilio-auth';
import { RedisTokenStore } from 'nestjs-twilio-auth/redis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { compile } from '#test/support/compile.js';
import { oauthFactory } from '#test/support/oauth-fixture.js';
import { hasRedis, RedisServer } from '#test/support/redis-server.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';

/** A client of ioredis whose replies are bytes, as a wrapper of it may make them. */
class BytesRedis extends Redis {
  // @ts-expect-error -- not what the type of ioredis says
  override get(key: string): Promise<Buffer | null> {
    return this.getBuffer(key);
  }
}

describe.runIf(hasRedis())('A Redis client that is set up differently', () => {
  let redis: RedisServer;
  const endpoint = useTokenEndpoint();
  const open: (() => void)[] = [];

  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterEach(() => {
    for (const end of open.splice(0)) end();
  });
  afterAll(() => redis.stop());

  async function nodeRedis() {
    const client = createClient({ url: redis.url }).on('error', () => undefined);
    await client.connect();
    open.push(() => client.destroy());
    return client;
  }

  const CLIENTS: readonly (readonly [string, () => Promise<RedisTokenStore>])[] = [
    [
      'redis with Buffers as strings',
      async () => {
        const mapping = { [RESP_TYPES.BLOB_STRING]: Buffer };
        return new RedisTokenStore((await nodeRedis()).withTypeMapping(mapping));
      },
    ],
    [
      'redis with Buffers as all strings, the status of SET included',
      async () => {
        const mapping = { [RESP_TYPES.BLOB_STRING]: Buffer, [RESP_TYPES.SIMPLE_STRING]: Buffer };
        return new RedisTokenStore((await nodeRedis()).withTypeMapping(mapping));
      },
    ],
    [
      'ioredis with getBuffer',
      async () => {
        const client = new BytesRedis(redis.url);
        open.push(() => client.disconnect());
        return new RedisTokenStore(client);
      },
    ],
  ];

  it.each(CLIENTS)('shares tokens all the same: %s', async (scope, connect) => {
    const tokenStore = await connect();
    const processOf = () => oauthFactory(endpoint, { scope }, { tokenStore });
    const [first, second] = [processOf(), processOf()];
    expect(await first.strategy.authorization()).toBe('Bearer token-1');
    expect(await second.strategy.authorization()).toBe('Bearer token-1');
    expect(endpoint.requests).toHaveLength(1);
    for (const { events } of [first, second]) expect(events.of('store.failed')).toEqual([]);
  });

  it('is refused by name when its commands take callbacks', async () => {
    const legacy = (await nodeRedis()).legacy();
    expect(() => new RedisTokenStore(legacy as never)).toThrow('whose commands take callbacks');
  });
});

describe('A token store that is none', () => {
  const command = async (): Promise<unknown> => undefined;

  it.each([
    [
      'a cache of cache-manager',
      { get: command, set: command, del: command, wrap: command },
      'found a cache of cache-manager. Give the Keyv store behind it, `cache.stores[0]`',
    ],
    [
      'a Redis client',
      { get: command, set: command, del: command, eval: command },
      'found a Redis client. Wrap it: new RedisTokenStore(client)',
    ],
    ['an object', { get: command }, 'a token store with get, set and delete'],
  ])('stops the start, which names it and what fits: %s', async (_, tokenStore, message) => {
    const oauth = { tokenStore: tokenStore as never };
    const start = compile({ imports: [TwilioAuthModule.forRoot({ enabled: false, oauth })] });
    await expect(start).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CONFIG_INVALID',
      message: expect.stringContaining(message) as string,
    });
  });
});
