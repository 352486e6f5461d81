import { stat } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { systemClock } from './clock.js';
import { TimeLimitError, withTimeLimit } from './time-limit.js';

const LIMIT_MS = 100;

/** Blocks the event loop, as a large `JSON.parse` would. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Work that the test completes itself. */
function openWork(): { promise: Promise<string>; resolve(value: string): void; fail(): void } {
  let resolve = (_value: string): void => undefined;
  let fail = (): void => undefined;
  const promise = new Promise<string>((settle, reject) => {
    resolve = settle;
    fail = () => reject(new Error('failed'));
  });
  return { promise, resolve, fail };
}

describe('A time limit', () => {
  it('passes on a result and an error that come in time, and leaves no timer', async () => {
    const clock = new FakeClock();
    await expect(withTimeLimit(clock, LIMIT_MS, async () => 'result')).resolves.toBe('result');
    await expect(withTimeLimit(clock, LIMIT_MS, () => 'result')).resolves.toBe('result');
    const failing = (): never => {
      throw new TypeError('thrown at once');
    };
    await expect(withTimeLimit(clock, LIMIT_MS, failing)).rejects.toThrow('thrown at once');
    const { promise, fail } = openWork();
    const limited = withTimeLimit(clock, LIMIT_MS, () => promise);
    fail();
    await expect(limited).rejects.toThrow('failed');
    expect(clock.waiting).toEqual([]);
  });

  it('rejects once the time is over, and not a millisecond earlier', async () => {
    const clock = new FakeClock();
    const settled = vi.fn();
    const limited = withTimeLimit(clock, LIMIT_MS, () => openWork().promise);
    limited.then(settled, settled);
    await clock.advance(LIMIT_MS - 1);
    expect(settled).not.toHaveBeenCalled();
    await clock.advance(1);
    await expect(limited).rejects.toMatchObject({ code: 'timeout' });
    await expect(limited).rejects.toBeInstanceOf(TimeLimitError);
  });

  it('passes a late result to onLate, and ignores a late error', async () => {
    const clock = new FakeClock();
    const { promise, resolve } = openWork();
    const failing = openWork();
    const onLate = vi.fn();
    const limited = [promise, failing.promise].map((work) =>
      withTimeLimit(clock, LIMIT_MS, () => work, onLate),
    );
    const outcomes = Promise.allSettled(limited);
    await clock.advance(LIMIT_MS);
    await outcomes;
    expect(onLate).not.toHaveBeenCalled();
    resolve('too late');
    failing.fail();
    await clock.advance(0);
    expect(onLate.mock.calls).toEqual([['too late']]);
  });

  it('uses a result that arrived while the event loop was blocked for longer than the limit', async () => {
    const onLate = vi.fn();
    const limited = withTimeLimit(
      systemClock,
      5,
      () => new Promise((resolve) => stat('.', (error) => resolve(error ?? 'found'))),
      onLate,
    );
    block(200);
    await expect(limited).resolves.toBe('found');
    await new Promise((resolve) => setImmediate(resolve));
    expect(onLate).not.toHaveBeenCalled();
  });
});
