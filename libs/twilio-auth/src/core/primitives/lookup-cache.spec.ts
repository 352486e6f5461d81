import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { LookupCache, type Lookup } from './lookup-cache.js';

interface Value {
  readonly name: string;
}

function cacheOf({ max = 3, ttlMs = 60_000 } = {}) {
  const clock = new FakeClock();
  const removed: string[] = [];
  const onRemoved = ({ name }: Value): void => void removed.push(name);
  const cache = new LookupCache<Value, string>({ max, ttlMs, clock, onRemoved });
  let lookUps = 0;
  const get = (key: string, result: Lookup<Value, string> = { found: { name: key } }) =>
    cache.get(key, async () => {
      lookUps += 1;
      return result;
    });
  return { cache, clock, removed, get, lookUps: () => lookUps };
}

describe('a cached lookup', () => {
  it('is made once for concurrent calls, and answers at once from then on', async () => {
    const { cache, get, lookUps } = cacheOf();
    const results = await Promise.all(Array.from({ length: 100 }, async () => get('a')));

    expect(results).toEqual(Array.from({ length: 100 }, () => ({ found: { name: 'a' } })));
    expect(get('a')).toEqual({ found: { name: 'a' } });
    expect(cache.find('a')).toEqual({ name: 'a' });
    expect(cache.find('b')).toBeUndefined();
    expect(lookUps()).toBe(1);
  });

  it('is made again when the value has expired, even one that was cached when the clock read 0', async () => {
    const { cache, clock, removed, get, lookUps } = cacheOf();
    await get('a');
    await clock.advance(60_001);

    expect(cache.find('a')).toBeUndefined();
    expect(removed).toEqual(['a']);
    await get('a');
    expect(lookUps()).toBe(2);
  });

  it('removes the least recently used value when there are too many', async () => {
    const { cache, removed, get } = cacheOf({ max: 2 });
    for (const key of ['a', 'b', 'a', 'c']) await get(key);

    expect(removed).toEqual(['b']);
    expect(cache.values().map(({ name }) => name)).toEqual(['c', 'a']);
  });

  it('remembers a key without a value for as long as the lookup says', async () => {
    const { clock, get, lookUps } = cacheOf();
    await get('a', { missing: 'unknown', ttlMs: 5_000 });
    await clock.advance(4_999);
    expect(get('a')).toMatchObject({ missing: 'unknown' });
    await clock.advance(2);

    expect(await get('a')).toEqual({ found: { name: 'a' } });
    expect(lookUps()).toBe(2);
  });

  it('does not remember a key without a value where the lookup says 0', async () => {
    const { get, lookUps } = cacheOf();
    const failed = { missing: 'failed', ttlMs: 0 };
    expect(await get('a', failed)).toBe(failed);
    await get('a', failed);
    expect(lookUps()).toBe(2);
  });

  it('keeps its values through a flood of keys without one, and never more than its bound', async () => {
    const { cache, get, lookUps } = cacheOf({ max: 2 });
    await get('a');
    for (let index = 0; index < 50; index += 1) {
      await get(`invented-${index}`, { missing: 'unknown', ttlMs: 5_000 });
    }
    expect(cache.find('a')).toEqual({ name: 'a' });
    await get('invented-0', { missing: 'unknown', ttlMs: 5_000 });
    expect(lookUps()).toBe(52);
  });

  it('does not cache an answer whose key was evicted in the meantime', async () => {
    const { cache, removed, get, lookUps } = cacheOf();
    const early = get('a', { found: { name: 'old' } });
    cache.evict('a');
    const late = get('a', { found: { name: 'new' } });

    expect(await Promise.all([early, late])).toEqual([
      { found: { name: 'old' } },
      { found: { name: 'new' } },
    ]);
    expect(cache.find('a')).toEqual({ name: 'new' });
    expect(removed).toEqual(['old']);
    expect(lookUps()).toBe(2);
  });

  it('forgets an evicted key, with a value and without', async () => {
    const { cache, removed, get, lookUps } = cacheOf();
    await get('a');
    await get('b', { missing: 'unknown', ttlMs: 5_000 });
    cache.evict('a');
    cache.evict('b');
    await get('a');
    await get('b');

    expect(removed).toEqual(['a']);
    expect(lookUps()).toBe(4);
  });

  it('passes on a lookup that rejects, and makes it again', async () => {
    const { cache, get } = cacheOf();
    const failing = (): Promise<Lookup<Value, string>> => Promise.reject(new Error('down'));
    await expect(Promise.resolve(cache.get('a', failing))).rejects.toThrow('down');
    expect(await get('a')).toEqual({ found: { name: 'a' } });
  });
});
