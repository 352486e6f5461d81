import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../testing/fake-clock.js';
import { Closing } from '../connections/closing.js';
import { pause } from './retry-policy.js';

const closed = { code: 'UND_ERR_CLOSED' };

describe('the pause between two tries', () => {
  it('ends after its time, and stops listening', async () => {
    const clock = new FakeClock();
    const closing = new Closing();
    const waiting = pause(1000, clock, closing);
    await clock.advance(1000);
    await waiting;
    closing.close();
    expect(clock.waiting).toEqual([]);
  });

  it('ends at once when the transport closes', async () => {
    const clock = new FakeClock();
    const closing = new Closing();
    const waiting = pause(1000, clock, closing);
    closing.close();
    await expect(waiting).rejects.toMatchObject(closed);
    expect(clock.waiting).toEqual([]);
  });

  it('does not start when the transport is already closed', async () => {
    const clock = new FakeClock();
    const closing = new Closing();
    closing.close();
    await expect(pause(1000, clock, closing)).rejects.toMatchObject(closed);
    expect(clock.waiting).toEqual([]);
  });
});
