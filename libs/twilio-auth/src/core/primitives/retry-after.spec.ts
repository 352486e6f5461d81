import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { retryAfterMs } from './retry-after.js';

describe('Retry-After', () => {
  const clock = new FakeClock(Date.UTC(2026, 0, 1, 12));

  it.each([
    ['whole seconds', '2', 2_000],
    ['zero seconds', '0', 0],
    ['seconds with spaces around them', ' 4 ', 4_000],
    ['an HTTP date', 'Thu, 01 Jan 2026 12:00:07 GMT', 7_000],
    ['the date form of RFC 850', 'Thursday, 01-Jan-26 12:00:07 GMT', 7_000],
    ['the date form of asctime, which means GMT too', 'Thu Jan  1 12:00:07 2026', 7_000],
    ['a date in the past, which asks for no wait', 'Thu, 01 Jan 2026 11:00:00 GMT', 0],
  ])('can hold %s: %j', (_, header, expected) => {
    expect(retryAfterMs(header, clock)).toBe(expected);
  });

  it.each<[header: string | string[] | undefined]>([
    [undefined],
    [''],
    ['soon'],
    ['-1'],
    ['+1'],
    ['1e3'],
    ['1.5'],
    ['7,5'],
    ['1, 2'],
    [['1', '2']],
    ['2026-01-01T12:00:07Z'],
    ['Thu, 01 Jan 2026 12:00:07 +0100'],
    ['Thu, 01 Jan 2026 12:00:07 GMT+0100'],
    ['Thu, 99 Jan 2026 12:00:07 GMT'],
  ])('is ignored when it is neither whole seconds nor an HTTP date: %j', (header) => {
    expect(retryAfterMs(header, clock)).toBeUndefined();
  });

  it('is compared with our own clock when it is a date, even if that clock is wrong', () => {
    const ahead = new FakeClock(Date.UTC(2026, 0, 1, 13));
    expect(retryAfterMs('Thu, 01 Jan 2026 12:00:07 GMT', ahead)).toBe(0);
    const behind = new FakeClock(Date.UTC(2026, 0, 1, 11));
    expect(retryAfterMs('Thu, 01 Jan 2026 12:00:07 GMT', behind)).toBe(3_607_000);
  });
});
