import { describe, expect, it } from 'vitest';
import { segmentsOf } from './segments.js';

// https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding
describe('the segments of a text', () => {
  it.each([
    ['nothing', '', 1],
    ['160 characters of GSM-7', 'a'.repeat(160), 1],
    ['161', 'a'.repeat(161), 2],
    ['306', 'a'.repeat(306), 2],
    ['307', 'a'.repeat(307), 3],
    ['80 characters of the extension', '€'.repeat(80), 1],
    ['81', '€'.repeat(81), 2],
    ['an extension that would be divided', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 3],
    ['accents that GSM-7 has', 'éàüñØ'.repeat(32), 1],
    ['70 of Cyrillic', 'ж'.repeat(70), 1],
    ['71', 'ж'.repeat(71), 2],
    ['134', 'ж'.repeat(134), 2],
    ['135', 'ж'.repeat(135), 3],
    ['one typographic quote among GSM-7', `’${'a'.repeat(70)}`, 2],
    ['an emoji that would be divided', `${'ж'.repeat(66)}😀${'ж'.repeat(66)}`, 3],
  ])('of %s', (_title, text, expected) => {
    expect(segmentsOf(text)).toBe(expected);
  });
});
