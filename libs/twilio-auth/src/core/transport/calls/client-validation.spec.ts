import { describe, expect, it } from 'vitest';
import { canonicalQuery } from './client-validation.js';

describe('the canonical query', () => {
  it.each([
    ['', ''],
    ['?b=2&a=1', 'a=1&b=2'],
    ['?a=2&a=1', 'a=1&a=2'],
    ['?a=x%3Dy&b=%25', 'a=x%3Dy&b=%25'],
    ['?a=x=y', 'a=x%3Dy'],
    ['?a=%zz', 'a=%25zz'],
    ['?a', 'a='],
    ['?a=*~%20', 'a=%2A~%20'],
  ])('of %j is %j', (query, expected) => {
    expect(canonicalQuery(query)).toBe(expected);
  });
});
