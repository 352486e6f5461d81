import { describe, expect, it } from 'vitest';
import { foundText, foundType, foundUrl } from './found-text.js';

const LONGEST = 'a'.repeat(24);

describe('what a message says of a wrong value', () => {
  it.each([
    [undefined, ''],
    ['', ''],
    ['apikey', ', found "apikey"'],
    [LONGEST, `, found "${LONGEST}"`],
    [`${LONGEST}a`, ', found 25 characters'],
    ['naïve', ', found 5 characters'],
    ['me:pw@host', ', found 10 characters'],
    [0, ', found 0'],
    [false, ', found false'],
    [null, ', found null'],
    [['secret'], ', found a list'],
    [{ a: 'secret' }, ', found an object'],
    [() => 'secret', ', found a function'],
  ])('is what is in it only where that is no secret: %j', (value, text) => {
    expect(foundText(value)).toBe(text);
  });

  it.each([
    ['https://user:pw@api.example.com/x', ', found https://api.example.com/x'],
    ['https://api.example.com/x?', ', found https://api.example.com/x with a query'],
    ['https://api.example.com/x?token=1', ', found https://api.example.com/x with a query'],
    ['https://api.example.com/x#y', ', found https://api.example.com/x with a fragment'],
    [
      'https://api.example.com/?a#b',
      ', found https://api.example.com/ with a query and a fragment',
    ],
    ['https:/api.example.com', ', found "https:/api.example.com"'],
    ['https://a.b:x/', ', found "https://a.b:x/"'],
    ['https://', ', found "https://"'],
    ['a:b@api.example.com', ', found 19 characters'],
    [undefined, ''],
    [7, ', found 7'],
    [null, ', found null'],
  ])('is a URL without its user, password and query: %j', (value, text) => {
    expect(foundUrl(value)).toBe(text);
  });

  it.each([
    [undefined, ''],
    ['a secret', ', found a string'],
    [7, ', found a number'],
    [null, ', found null'],
    [[], ', found a list'],
    [{}, ', found an object'],
  ])('is its type where the value may be a secret: %j', (value, text) => {
    expect(foundType(value)).toBe(text);
  });
});
