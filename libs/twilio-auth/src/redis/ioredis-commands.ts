import type { RedisCommands } from './redis-commands.js';
import { DELETE_IF_EQUAL } from './redis-commands.js';

/** What we use of an `ioredis` client or cluster. */
export interface IoRedisClient {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, px: 'PX', ttlMs: number): Promise<unknown>;
  set(key: string, value: string, px: 'PX', ttlMs: number, nx: 'NX'): Promise<unknown>;
  del(key: string): Promise<unknown>;
  eval(script: string, keyCount: number, key: string, argument: string): Promise<unknown>;
  defineCommand(name: string, definition: never): unknown;
}

export function isIoRedis(client: object): client is IoRedisClient {
  return 'defineCommand' in client && typeof client.defineCommand === 'function';
}

/** The commands of an `ioredis` client: options are further arguments. */
export function ioRedisCommands(client: IoRedisClient): RedisCommands {
  return {
    get: (key) => client.get(key),
    set: (key, value, ttlMs) => client.set(key, value, 'PX', ttlMs),
    setIfAbsent: async (key, value, ttlMs) =>
      (await client.set(key, value, 'PX', ttlMs, 'NX')) === 'OK',
    delete: (key) => client.del(key),
    deleteIfEqual: (key, value) => client.eval(DELETE_IF_EQUAL, 1, key, value),
  };
}
