import { describe, expect, it } from 'vitest';
import { RedisTokenStore } from './redis-token-store.js';

const command = async (): Promise<unknown> => undefined;
const refused = (message: string): unknown =>
  expect.objectContaining({
    code: 'TWILIO_AUTH_CONFIG_INVALID',
    message: expect.stringContaining(message) as string,
  });

describe('The Redis token store', () => {
  it.each([undefined, null, {}, 'redis://localhost', { get: () => undefined }])(
    'rejects what is not a Redis client: %j',
    (client) => {
      expect(() => new RedisTokenStore(client as never)).toThrow(refused('ioredis'));
    },
  );

  it('rejects a client of redis 4 in legacyMode, whose commands would end the process', () => {
    const client = { isOpen: true, get: command, options: { legacyMode: true } };
    expect(() => new RedisTokenStore(client as never)).toThrow(refused('without `legacyMode`'));
  });

  it('rejects what `.legacy()` of redis returns, whatever a minifier has made of its class', () => {
    const client = new (class a {
      readonly get = command;
      sendCommand(): void {}
    })();
    expect(() => new RedisTokenStore(client as never)).toThrow(refused('take callbacks'));
  });

  it('rejects a cache of cache-manager by name, and says what fits', () => {
    const cache = { get: command, set: command, del: command, wrap: command };
    const create = (): unknown => new RedisTokenStore(cache as never);
    expect(create).toThrow(refused('a cache of cache-manager'));
    expect(create).toThrow(refused('`cache.stores[0]`'));
  });

  it.each([
    ['ioredis', { defineCommand: command }],
    ['redis', { isOpen: true }],
  ])('rejects with a reply of %s that is neither text nor bytes', async (_, shape) => {
    const store = new RedisTokenStore({ ...shape, get: async () => new Map() } as never);
    await expect(store.get('key')).rejects.toThrow('other than text');
  });
});
