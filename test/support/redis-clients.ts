import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { RedisTokenStore } from '../../libs/twilio-auth/src/redis/redis-token-store.js';

/** A store over a connection of its own, and how to end that connection. */
export interface ConnectedStore {
  readonly store: RedisTokenStore;
  end(): void;
}

/** The client libraries that applications have, each as its documentation sets it up. */
export const REDIS_CLIENTS: readonly (readonly [
  string,
  (url: string) => Promise<ConnectedStore>,
])[] = [
  [
    'ioredis',
    async (url) => {
      const client = new Redis(url).on('error', () => undefined);
      await client.ping();
      return { store: new RedisTokenStore(client), end: () => client.disconnect() };
    },
  ],
  [
    'redis',
    async (url) => {
      const client = createClient({ url }).on('error', () => undefined);
      await client.connect();
      return { store: new RedisTokenStore(client), end: () => client.destroy() };
    },
  ],
];
