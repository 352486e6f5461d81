import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { rejectionOf } from '#test/support/thrown.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { MemoryTokenStore } from '../../testing/memory-token-store.js';
import type { TokenStore } from '../config/token-store.js';
import { withRunLock, type RunLock } from './run-lock.js';

let clock: FakeClock;
let store: MemoryTokenStore;
beforeEach(() => {
  clock = new FakeClock();
  store = new MemoryTokenStore(clock);
});

/** A run that works until the test ends it. */
function start(on: TokenStore = store) {
  let end = (): void => undefined;
  let lock: RunLock | undefined;
  const done = withRunLock(on, 'run', clock, async (held) => {
    lock = held;
    await new Promise<void>((resolve) => (end = resolve));
  });
  done.catch(() => undefined);
  return { done, end: () => end(), lock: () => lock };
}

it('A run waits for another one, and fails when that works on', async () => {
  const first = start();
  await setImmediate();
  expect(first.lock()).toBeDefined();
  const second = start();
  for (let passed = 0; passed < 60; passed += 1) await clock.advance(1_000);
  expect(await rejectionOf(second.done)).toMatchObject({ reason: 'in-progress' });
  expect(second.lock()).toBeUndefined();
  first.lock()?.requireHeld();
  first.end();
  await first.done;
  expect(store.keys()).toEqual([]);
});

it('A run begins as soon as the other one has ended, however that ended', async () => {
  const first = start();
  await setImmediate();
  const second = start();
  await clock.advance(3_000);
  expect(second.lock()).toBeUndefined();
  first.end();
  await first.done;
  await clock.advance(1_000);
  expect(second.lock()).toBeDefined();
  second.end();

  // A process that was killed renews nothing.
  await store.lock('run:0', 30_000);
  await store.lock('run:1', 30_000);
  const third = start();
  for (let passed = 0; passed < 31; passed += 1) await clock.advance(1_000);
  expect(third.lock()).toBeDefined();
  third.end();
  await third.done;
});

it('A lock is renewed for hours, and between its parts nobody gets it', async () => {
  const first = start();
  await setImmediate();
  for (let minute = 0; minute < 180; minute += 1) {
    await clock.advance(60_000);
    first.lock()?.requireHeld();
  }
  expect(store.keys()).toHaveLength(2);
  first.end();
  await first.done;
});

it('A run stops when its lock cannot be renewed any more', async () => {
  let isDown = false;
  const failing: TokenStore = {
    get: (key) => store.get(key),
    set: (key, value, ttlMs) => store.set(key, value, ttlMs),
    delete: (key) => store.delete(key),
    lock: async (key, ttlMs) => {
      if (isDown) throw new Error('down');
      return store.lock(key, ttlMs);
    },
  };
  const run = start(failing);
  await setImmediate();
  isDown = true;
  await clock.advance(20_000);
  run.lock()?.requireHeld();
  await clock.advance(15_000);
  expect(() => run.lock()?.requireHeld()).toThrow('The lock was lost');
  run.end();
  await run.done;
  expect((await rejectionOf(start(failing).done)).message).toBe('down');
});
