import { describe, expect, it } from 'vitest';
import { isTokenStore, notATokenStore } from './token-store.js';

const withMethods = (...names: string[]): object =>
  Object.fromEntries(names.map((name) => [name, () => {}]));

describe('a token store', () => {
  it('has three methods, and perhaps a lock', () => {
    expect(isTokenStore(withMethods('get', 'set', 'delete'))).toBe(true);
    expect(isTokenStore(withMethods('get', 'set', 'delete', 'lock'))).toBe(true);
    expect(isTokenStore(new Map())).toBe(true);
  });

  it.each([
    withMethods('get', 'set'),
    withMethods('get', 'delete'),
    withMethods('set', 'delete'),
    { ...withMethods('get', 'set'), delete: true },
    null,
    undefined,
    'redis://host',
    () => {},
  ])('is none without one of them: %o', (value) => {
    expect(isTokenStore(value)).toBe(false);
    expect(notATokenStore(value)).toBeUndefined();
  });

  it('is told from a cache of cache-manager and from a Redis client', () => {
    const cache = withMethods('get', 'set', 'del', 'wrap');
    expect(notATokenStore(cache)).toMatchObject({
      found: 'a cache of cache-manager',
      remedy: expect.stringContaining('cache.stores[0]'),
    });
    const redis = withMethods('get', 'set', 'del', 'eval');
    expect(notATokenStore(redis)).toMatchObject({
      found: 'a Redis client',
      remedy: expect.stringContaining('new RedisTokenStore(client)'),
    });
    expect(notATokenStore(withMethods('get', 'set', 'del'))).toBeUndefined();
  });
});
