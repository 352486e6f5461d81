import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../testing/fake-clock.js';
import { withRetryAfter } from './answer-details.js';

const answer = (body: unknown, status = 429): unknown =>
  withRetryAfter({ status, headers: { 'retry-after': '7' }, body }, new FakeClock()).body;

describe('the wait that a 429 asks for', () => {
  it.each([
    ['alone', {}, { retryAfterMs: 7000 }],
    ['beside what they hold already', { details: { a: 1 } }, { a: 1, retryAfterMs: 7000 }],
    ['in place of what is not an object', { details: 'text' }, { retryAfterMs: 7000 }],
  ])('is put into the details %s', (_, body, details) => {
    expect(answer({ code: 20429, ...body })).toEqual({ code: 20429, details });
  });

  it('is not added to any other status, or to a text', () => {
    expect(answer({ code: 20503 }, 503)).toEqual({ code: 20503 });
    expect(answer('slow down')).toBe('slow down');
  });
});
