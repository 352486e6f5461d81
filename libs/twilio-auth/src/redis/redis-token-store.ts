import { randomUUID } from 'node:crypto';
import type { TokenStore } from '../core/config/token-store.js';
import { commandsOf } from './redis-commands.js';
import type { IoRedisClient, NodeRedisClient, RedisCommands } from './redis-commands.js';

/** How the store uses Redis. */
export interface RedisTokenStoreOptions {
  /** In front of every key. Default `nestjs-twilio-auth:`. */
  readonly keyPrefix?: string;
}

/**
 * Shares OAuth tokens between processes through the Redis client that the application already
 * has, from `ioredis` or `redis` (version 4 or later). It opens and closes no connection.
 *
 * Tokens are encrypted before they get here, so that reading Redis gives nobody a token.
 *
 * @throws TwilioAuthError `TWILIO_AUTH_CONFIG_INVALID` when the client is neither.
 *
 * @example
 * TwilioAuthModule.forRoot({
 *   oauth: { tokenStore: new RedisTokenStore(new Redis('redis://localhost:6379')) },
 * });
 */
export class RedisTokenStore implements TokenStore {
  readonly #commands: RedisCommands;
  readonly #keyPrefix: string;

  constructor(client: IoRedisClient | NodeRedisClient, options: RedisTokenStoreOptions = {}) {
    this.#commands = commandsOf(client);
    this.#keyPrefix = options.keyPrefix ?? 'nestjs-twilio-auth:';
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#commands.get(this.#keyPrefix + key)) ?? undefined;
  }

  async set(key: string, value: string, ttlMs: number): Promise<void> {
    await this.#commands.set(this.#keyPrefix + key, value, ttlMs);
  }

  async delete(key: string): Promise<void> {
    await this.#commands.delete(this.#keyPrefix + key);
  }

  async lock(key: string, ttlMs: number): Promise<(() => Promise<void>) | undefined> {
    const name = `${this.#keyPrefix}${key}:lock`;
    const owner = randomUUID();
    const locked = await this.#commands.setIfAbsent(name, owner, ttlMs);
    if (!locked) return undefined;
    return async () => {
      await this.#commands.deleteIfEqual(name, owner);
    };
  }
}
