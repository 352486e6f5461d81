import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { RedisTokenStore } from '../../libs/twilio-auth/src/redis/redis-token-store.js';

/** A store with its own connection. */
export interface ConnectedStore {
  readonly store: RedisTokenStore;
  /** Resolves once a lost connection is open again. */
  reconnected(): Promise<void>;
  end(): void;
}

/** The client libraries that applications use, each set up as its documentation does. */
export const REDIS_CLIENTS: readonly (readonly [
  string,
  (url: string) => Promise<ConnectedStore>,
])[] = [
  ['ioredis', connectIoredis],
  ['redis', connectNodeRedis],
];

export async function connectIoredis(url: string): Promise<ConnectedStore> {
  const client = new Redis(url).on('error', () => undefined);
  await client.ping();
  return {
    store: new RedisTokenStore(client),
    reconnected: () => new Promise((resolve) => client.once('ready', resolve)),
    end: () => client.disconnect(),
  };
}

async function connectNodeRedis(url: string): Promise<ConnectedStore> {
  const client = createClient({ url }).on('error', () => undefined);
  await client.connect();
  return {
    store: new RedisTokenStore(client),
    reconnected: () => new Promise((resolve) => client.once('ready', resolve)),
    end: () => client.destroy(),
  };
}
