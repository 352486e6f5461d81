import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { pause } from './pause.js';

const closed = { code: 'UND_ERR_CLOSED' };

describe('the pause between two tries', () => {
  it('is over when its time is up, and listens no longer', async () => {
    const clock = new FakeClock();
    const closing = new AbortController();
    const waiting = pause(1000, clock, closing.signal);
    await clock.advance(1000);
    await waiting;
    closing.abort();
    expect(clock.waiting).toEqual([]);
  });

  it('ends at once when the transport closes meanwhile', async () => {
    const clock = new FakeClock();
    const closing = new AbortController();
    const waiting = pause(1000, clock, closing.signal);
    closing.abort();
    await expect(waiting).rejects.toMatchObject(closed);
    expect(clock.waiting).toEqual([]);
  });

  it('does not begin when the transport is closed already', async () => {
    const clock = new FakeClock();
    await expect(pause(1000, clock, AbortSignal.abort())).rejects.toMatchObject(closed);
    expect(clock.waiting).toEqual([]);
  });
});
