import { describe, expect, it } from 'vitest';
import { redact } from './redact.js';

const SECRET = `s e+c/r=e&t"é!'(~*)\\-x`;
const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

describe('a secret in a text that somebody else wrote', () => {
  it.each([
    ['as it is', SECRET],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a form', new URLSearchParams({ a: SECRET }).toString().slice(2)],
    ['in a URL inside of a URL', encodeURIComponent(encodeURIComponent(SECRET))],
    ['with every byte escaped', percent(SECRET)],
    ['with every byte escaped in capitals', percent(SECRET).toUpperCase()],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in JSON with escaped slashes', SECRET.replaceAll(/["\\/]/g, String.raw`\$&`)],
    ['in HTML', SECRET.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
    ['in HTML by number', Array.from(SECRET, (char) => `&#${char.codePointAt(0)};`).join('')],
  ])('is replaced where it stands %s', (_, form) => {
    expect(redact(`before ${form} after ${form}`, SECRET)).toBe('before [secret] after [secret]');
  });

  it('leaves every other text alone', () => {
    expect(redact('100% of a+b', SECRET)).toBe('100% of a+b');
    expect(redact('text', '')).toBe('text');
  });
});
