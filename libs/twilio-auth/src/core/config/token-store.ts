/**
 * Where processes share an OAuth token. Values are encrypted before they get here: whoever reads
 * the store learns nothing.
 *
 * Any method may reject or hang: the token is then fetched directly and an event says so, and the
 * call succeeds.
 */
export interface TokenStore {
  get(key: string): Promise<string | undefined>;
  /** Keeps the value for `ttlMs` milliseconds at most. */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
  /**
   * Lets one process at a time fetch: resolves to the release of the lock, or to `undefined`
   * when another process holds it. The lock ends by itself after `ttlMs` milliseconds.
   */
  lock?(key: string, ttlMs: number): Promise<(() => Promise<void>) | undefined>;
}

/** What a {@link TokenStore} must have. `lock` is optional. */
const METHODS = ['get', 'set', 'delete'] as const;

/** Whether a value has the methods of a {@link TokenStore}. */
export function isTokenStore(value: unknown): value is TokenStore {
  return hasMethods(value, METHODS);
}

/** What was given instead of a store, as a message names it, and what to do; `undefined`: unknown. */
export function notATokenStore(value: unknown): { found: string; remedy: string } | undefined {
  if (hasMethods(value, ['get', 'set', 'del', 'wrap'])) {
    return {
      found: 'a cache of cache-manager',
      remedy: 'Give the Keyv store behind it, `cache.stores[0]`: it fits as it is.',
    };
  }
  if (hasMethods(value, ['get', 'set', 'del', 'eval'])) {
    return {
      found: 'a Redis client',
      remedy: 'Wrap it: new RedisTokenStore(client), from nestjs-twilio-auth/redis.',
    };
  }
  return undefined;
}

function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return names.every((name) => typeof (value as Record<string, unknown>)[name] === 'function');
}
