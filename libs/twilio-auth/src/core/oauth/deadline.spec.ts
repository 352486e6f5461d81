import { getEventListeners } from 'node:events';
import { stat } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { systemClock } from '../primitives/clock.js';
import { Deadline } from './deadline.js';

const forever = (): Promise<never> => new Promise(() => undefined);

describe('A deadline', () => {
  it('that was closed early has no time left', () => {
    const deadline = new Deadline(new FakeClock(), 100);
    expect(deadline.remainingMs()).toBe(100);
    deadline.close();
    expect(deadline.remainingMs()).toBe(0);
  });

  it('keeps nothing of work that is done', async () => {
    const clock = new FakeClock();
    const deadline = new Deadline(clock, 100);
    expect(await deadline.race(Promise.resolve('done'))).toBe('done');
    await expect(deadline.race(Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    deadline.part(50).release();
    expect(getEventListeners(deadline.signal, 'abort')).toEqual([]);
    expect(clock.waiting).toEqual([100]);
  });

  it('ends once, with the first reason', async () => {
    const clock = new FakeClock();
    const deadline = new Deadline(clock, 100);
    await clock.advance(100);
    deadline.close();
    expect([deadline.end, deadline.remainingMs(), clock.waiting]).toEqual(['timeout', 0, []]);
  });

  it('stops waiting for work that goes on, before and after its end', async () => {
    const deadline = new Deadline(new FakeClock(), 100);
    const racing = deadline.race(forever());
    deadline.close();
    await expect(racing).rejects.toThrow('closed');
    await expect(deadline.race(forever())).rejects.toThrow('closed');
    await expect(deadline.race(Promise.reject(new Error('late')))).rejects.toThrow('closed');
  });

  it.each([
    ['its own limit', 60, 'timeout'],
    ['the end of the whole', 200, 'timeout'],
  ])('ends a part of it at %s', async (_, limitMs, end) => {
    const clock = new FakeClock();
    const deadline = new Deadline(clock, 100);
    const part = deadline.part(limitMs);
    await clock.advance(Math.min(limitMs, 100) - 1);
    expect(part.end).toBeUndefined();
    await clock.advance(1);
    expect([part.end, part.signal.aborted]).toEqual([end, true]);
    expect(deadline.end).toBe(limitMs < 100 ? undefined : 'timeout');
    deadline.release();
    expect(clock.waiting).toEqual([]);
  });

  it('closes its parts, those that begin later too, but none that was released', () => {
    const deadline = new Deadline(new FakeClock(), 100);
    const [part, released] = [deadline.part(50), deadline.part(50)];
    released.release();
    deadline.close();
    expect([part.end, released.end, deadline.part(50).end]).toEqual([
      'closed',
      undefined,
      'closed',
    ]);
  });

  it('does not end while the event loop is blocked, if the work was done by then', async () => {
    const deadline = new Deadline(systemClock, 5);
    const work = new Promise((resolve) => stat('.', () => resolve('done')));
    const racing = deadline.race(work).finally(() => deadline.release());
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    await expect(racing).resolves.toBe('done');
    await new Promise((resolve) => setImmediate(resolve));
    expect(deadline.end).toBeUndefined();
  });

  it('never ends after it was released', async () => {
    const clock = new FakeClock();
    const deadline = new Deadline(clock, 100);
    deadline.release();
    await clock.advance(1_000);
    expect(deadline.end).toBeUndefined();
    await expect(deadline.race(Promise.resolve('done'))).resolves.toBe('done');
  });
});
