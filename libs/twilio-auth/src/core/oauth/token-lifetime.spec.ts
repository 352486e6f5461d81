import { describe, expect, it } from 'vitest';
import { lifetimeMsOf } from './token-lifetime.js';

const jwt = (claims: object): string =>
  `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

describe('The lifetime of a token', () => {
  it.each([
    ['a number', 3600, 3_600_000],
    ['a numeric string', '3600', 3_600_000],
    ['a numeric string with spaces', ' 60 ', 60_000],
    ['a fraction, floored', 3600.7, 3_600_000],
    ['an epoch in milliseconds, clamped to 30 days', 1_438_315_200_000, 2_592_000_000],
    ['zero', 0, 0],
    ['less than a second', 0.5, 0],
    ['less than nothing', -5, 0],
    ['less than nothing in words', '-5', 0],
  ])('is expires_in when that is %s', (_, expiresIn, expected) => {
    expect(lifetimeMsOf(expiresIn, jwt({ iat: 1000, exp: 8200 }))).toBe(expected);
  });

  it.each([
    ['missing', undefined],
    ['null', null],
    ['a word', 'abc'],
    ['hexadecimal', '0x10'],
    ['empty', ''],
    ['infinite (1e400 in JSON)', JSON.parse('1e400')],
    ['an object', {}],
    ['a boolean', true],
  ])('is what the JWT says when expires_in is %s', (_, expiresIn) => {
    expect(lifetimeMsOf(expiresIn, jwt({ iat: 1000, exp: 8200 }))).toBe(7_200_000);
  });

  it.each([
    ['no JWT', 'opaque-token'],
    ['a JWT without iat', jwt({ exp: 8200 })],
    ['a JWT that ended before it began', jwt({ iat: 8200, exp: 1000 })],
    ['a JWT with claims that are no numbers', jwt({ iat: '1', exp: [] })],
    ['a JWT whose claims are null', `h.${Buffer.from('null').toString('base64url')}.s`],
    ['dots with garbage between them', 'a.%%%.c'],
  ])('is a minute when there is no expires_in and the token is %s', (_, accessToken) => {
    expect(lifetimeMsOf(undefined, accessToken)).toBe(60_000);
  });
});
