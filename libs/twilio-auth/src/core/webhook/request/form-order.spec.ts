import { describe, expect, it } from 'vitest';
import { seededRandom } from '#test/support/seeded-random.js';
import { parseForm, signedParams } from './form.js';

const signed = (encoded: string): string =>
  signedParams(parseForm(Buffer.from(encoded))).toString();

/** Sorted as strings, each name and value once: as the SDK does it. */
function expected(encoded: string): string {
  const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);
  // Node decodes a string with both characters beyond ASCII and a lone `%` incorrectly.
  const ascii = encoded.replaceAll(/[^\p{ASCII}]+/gu, encodeURIComponent);
  const pairs = [...new URLSearchParams(ascii)].toSorted(
    ([name, value], [otherName, otherValue]) =>
      compare(name, otherName) || compare(value, otherValue),
  );
  const isRepeated = (at: number): boolean =>
    at > 0 && pairs[at]!.every((text, part) => text === pairs[at - 1]![part]);
  return pairs.map((pair, at) => (isRepeated(at) ? '' : pair.join(''))).join('');
}

describe('the order in which the fields of a form are signed', () => {
  it.each([
    ['b=2&a=1'],
    ['Abcdefg=1&Abcdefa=2&Abcdef=3&Abcde=4'],
    ['MediaUrl10=1&MediaUrl1=2&MediaUrl2=3&MediaUrl=4'],
    ['a=2&a=10&a=1&a=2&a'],
    ['a+b=1&a!b=2&a%20b=3&a%21b=4'],
    ['a%41=1&a0=2&aA=3&a%=4&a%4=5&a%4g=6'],
    ['%EF%BF%BD=1&%F0%9F%8E%89=2&%EE%80%80=3&%ED%9F%BF=4'],
    ['\uFFFD=1&\u{1F389}=2&\uE000=3&\uD7FF=4'],
    ['x=%EF%BF%BD&x=\u{1F389}&x=\uE000&x=%ED%9F%BF'],
    ['a%00=1&a=2&a%01=3&a\u0000=4'],
    ['%4A=1&%4a=2&J=3&%6a=4&%6A=5&j=6'],
    ['%7F=1&%80=2&\u007f=3'],
  ])('is that of strings: %s', (encoded) => {
    expect(signed(encoded)).toBe(expected(encoded));
  });

  it('is that of strings for names and values of every kind', () => {
    const random = seededRandom(11);
    // No letters that would make an escape out of a lone `%`, and so bytes that are no text.
    const ascii = [
      'g',
      'h',
      'G',
      '0',
      '+',
      '!',
      '~',
      '%',
      '%2',
      '%41',
      '%20',
      '%2B',
      '%26',
      'TheSame',
    ];
    const beyond = ['€', '%E2%82%AC', '\uFFFD', '%EE%80%80', '\u{1F389}', '%F0%9F%8E%89'];
    const kinds = [...ascii, ...beyond];
    const text = (longest: number): string =>
      Array.from(
        { length: Math.floor(random() * (longest + 1)) },
        () => kinds[Math.floor(random() * kinds.length)],
      ).join('');
    for (let round = 0; round < 500; round += 1) {
      const encoded = Array.from({ length: 1 + Math.floor(random() * 8) }, () =>
        random() < 0.1 ? text(2) : `${text(3)}=${text(2)}`,
      ).join('&');
      expect(signed(encoded), encoded).toBe(expected(encoded));
    }
  });
});
