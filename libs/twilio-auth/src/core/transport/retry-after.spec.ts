import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { retryAfterMs } from './retry-after.js';

describe('Retry-After', () => {
  const clock = new FakeClock(Date.UTC(2026, 0, 1, 12));
  const read = (value: string | string[] | undefined) =>
    retryAfterMs({ 'retry-after': value }, clock);

  it.each([
    ['2', 2000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['Thu, 01 Jan 2026 12:00:07 GMT', 7000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
  ])('of %j is %i ms', (value, ms) => {
    expect(read(value)).toBe(ms);
  });

  it.each([undefined, '', 'soon', '-1', '1e3', ['1', '2']])('of %j is none', (value) => {
    expect(read(value)).toBeUndefined();
  });
});
