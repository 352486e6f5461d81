import { describe, expect, it } from 'vitest';
import { FakeClock } from './fake-clock.js';

describe('The fake clock', () => {
  it('fires each timer at its time, in order', async () => {
    const clock = new FakeClock(1_000);
    const fired: number[] = [];
    clock.after(20, () => fired.push(clock.wallMs()));
    clock.hold(10, () => fired.push(clock.wallMs()));
    await clock.advance(20);
    expect(fired).toEqual([1_010, 1_020]);
    expect(clock.monotonicMs()).toBe(20);
  });

  it('fires timers that were set by timers, and no cancelled ones', async () => {
    const clock = new FakeClock();
    const fired: string[] = [];
    clock.after(5, () => clock.after(5, () => fired.push('later')));
    const cancel = clock.after(1, () => fired.push('never'));
    cancel();
    await clock.advance(10);
    expect(fired).toEqual(['later']);
    expect(clock.waiting).toEqual([]);
  });

  it('moves only the wall clock while the machine sleeps', () => {
    const clock = new FakeClock(0);
    clock.after(5, () => expect.fail('a sleeping machine fires no timer'));
    clock.suspend(60_000);
    expect([clock.wallMs(), clock.monotonicMs()]).toEqual([60_000, 0]);
    expect(clock.waiting).toEqual([5]);
  });
});
