import { describe, expect, it } from 'vitest';
import { FakeClock } from './fake-clock.js';
import { MemoryTokenStore } from './memory-token-store.js';

describe('The token store in memory', () => {
  it('keeps a value until its time is up', async () => {
    const clock = new FakeClock();
    const store = new MemoryTokenStore(clock);
    await store.set('key', 'value', 100);
    expect(await store.get('key')).toBe('value');
    await clock.advance(100);
    expect(await store.get('key')).toBeUndefined();
    expect(store.keys()).toEqual([]);
  });

  it('gives a lock to one owner at a time, and only the owner releases it', async () => {
    const clock = new FakeClock();
    const store = new MemoryTokenStore(clock);
    const release = await store.lock('key', 100);
    expect(await store.lock('key', 100)).toBeUndefined();
    await clock.advance(100);
    const next = await store.lock('key', 100);
    await release?.();
    expect(await store.lock('key', 100)).toBeUndefined();
    await next?.();
    expect(await store.lock('key', 100)).toBeDefined();
  });
});
