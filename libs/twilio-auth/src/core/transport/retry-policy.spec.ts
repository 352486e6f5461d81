import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { pause } from './retry-policy.js';

const closed = { code: 'UND_ERR_CLOSED' };

describe('the pause between two tries', () => {
  it('ends after its time, and stops listening to the signal', async () => {
    const clock = new FakeClock();
    const closing = new AbortController();
    const waiting = pause(1000, clock, closing.signal);
    await clock.advance(1000);
    await waiting;
    closing.abort();
    expect(clock.waiting).toEqual([]);
  });

  it('ends at once when the transport closes', async () => {
    const clock = new FakeClock();
    const closing = new AbortController();
    const waiting = pause(1000, clock, closing.signal);
    closing.abort();
    await expect(waiting).rejects.toMatchObject(closed);
    expect(clock.waiting).toEqual([]);
  });

  it('does not start when the transport is already closed', async () => {
    const clock = new FakeClock();
    await expect(pause(1000, clock, AbortSignal.abort())).rejects.toMatchObject(closed);
    expect(clock.waiting).toEqual([]);
  });
});
