import { describe, expect, it } from 'vitest';
import { isSid, sidKindOf, sidPrefix } from './sid.js';

const DIGITS = '0123456789abcdefABCDEF0123456789';

describe('a SID', () => {
  it.each([
    ['AC', 'account'],
    ['SK', 'api-key'],
    ['OQ', 'oauth-app'],
    ['CR', 'public-key'],
  ] as const)('that starts with %s is recognised by its prefix: %s', (prefix, kind) => {
    expect(sidKindOf(prefix + DIGITS)).toBe(kind);
    expect(isSid(kind, prefix + DIGITS)).toBe(true);
    expect(sidPrefix(kind)).toBe(prefix);
  });

  it.each([
    `ac${DIGITS}`,
    `AC${DIGITS.slice(1)}`,
    `AC${DIGITS}0`,
    `AC${DIGITS.replace('0', 'g')}`,
    ` AC${DIGITS}`,
    `AC${DIGITS}\n`,
    `IS${DIGITS}`,
    '',
  ])('is not %j', (value) => {
    expect(sidKindOf(value)).toBeUndefined();
    expect(isSid('account', value)).toBe(false);
  });

  it.each([undefined, null, 7, {}, [`AC${DIGITS}`]])('is a string, and not %j', (value) => {
    expect(isSid('account', value)).toBe(false);
  });

  it('of one kind is not one of another kind', () => {
    expect(isSid('account', `SK${DIGITS}`)).toBe(false);
  });
});
