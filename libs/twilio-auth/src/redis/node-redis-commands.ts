import type { RedisCommands } from './redis-commands.js';
import { DELETE_IF_EQUAL } from './redis-commands.js';

/** What we use of a `redis` (node-redis, version 4 or later) client, cluster or pool. */
export interface NodeRedisClient {
  readonly isOpen: boolean;
  get(key: string): Promise<unknown>;
  set(key: string, value: string, options: { PX: number; NX?: true }): Promise<unknown>;
  del(key: string): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

export function isNodeRedis(client: object): client is NodeRedisClient {
  return 'isOpen' in client && typeof client.isOpen === 'boolean';
}

/** The commands of a `redis` client: options are an object. */
export function nodeRedisCommands(client: NodeRedisClient): RedisCommands {
  return {
    get: async (key) => {
      const value = await client.get(key);
      return typeof value === 'string' ? value : null;
    },
    set: (key, value, ttlMs) => client.set(key, value, { PX: ttlMs }),
    setIfAbsent: async (key, value, ttlMs) =>
      (await client.set(key, value, { PX: ttlMs, NX: true })) === 'OK',
    delete: (key) => client.del(key),
    deleteIfEqual: (key, value) =>
      client.eval(DELETE_IF_EQUAL, { keys: [key], arguments: [value] }),
  };
}
