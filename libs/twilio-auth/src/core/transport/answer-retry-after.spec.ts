import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { withRetryAfter } from './answer-retry-after.js';

const answer = (body: unknown, status = 429): unknown =>
  withRetryAfter({ status, headers: { 'retry-after': '7' }, body }, new FakeClock()).body;

describe('the time that a 429 asks for', () => {
  it.each([
    ['alone', {}, { retryAfterMs: 7000 }],
    ['beside what was there', { details: { a: 1 } }, { a: 1, retryAfterMs: 7000 }],
    ['in place of what is no object', { details: 'text' }, { retryAfterMs: 7000 }],
  ])('stands in the details %s', (_, body, details) => {
    expect(answer({ code: 20429, ...body })).toEqual({ code: 20429, details });
  });

  it('is added to no other status, and to no text', () => {
    expect(answer({ code: 20503 }, 503)).toEqual({ code: 20503 });
    expect(answer('slow down')).toBe('slow down');
  });
});
