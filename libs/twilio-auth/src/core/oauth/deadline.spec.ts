import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { Deadline } from './deadline.js';

const forever = (): Promise<never> => new Promise(() => undefined);

describe('A deadline', () => {
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

  it('never ends after it was released', async () => {
    const clock = new FakeClock();
    const deadline = new Deadline(clock, 100);
    deadline.release();
    await clock.advance(1_000);
    expect(deadline.end).toBeUndefined();
    await expect(deadline.race(Promise.resolve('done'))).resolves.toBe('done');
  });
});
