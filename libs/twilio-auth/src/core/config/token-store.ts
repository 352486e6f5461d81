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
