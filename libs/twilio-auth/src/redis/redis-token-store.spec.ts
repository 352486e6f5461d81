import { describe, expect, it } from 'vitest';
import { RedisTokenStore } from './redis-token-store.js';

describe('The Redis token store', () => {
  it.each([undefined, null, {}, 'redis://localhost', { get: () => undefined }])(
    'rejects what is not a Redis client: %j',
    (client) => {
      expect(() => new RedisTokenStore(client as never)).toThrow(
        expect.objectContaining({
          code: 'TWILIO_AUTH_CONFIG_INVALID',
          message: expect.stringContaining('ioredis') as string,
        }),
      );
    },
  );
});
