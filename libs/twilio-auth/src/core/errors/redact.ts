import { REDACTED } from '../primitives/secret.js';

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Replaces a secret in a text that somebody else wrote, whether it stands there as it is or as it
 * is written in a URL, a form, JSON or HTML.
 */
export function redact(text: string, secret: string): string {
  if (secret === '' || !mayContain(text, secret)) return text;
  const anyForm = Array.from(secret, (char) => `(?:${formsOf(char).join('|')})`).join('');
  return text.replaceAll(new RegExp(anyForm, 'gu'), REDACTED);
}

/** Spares most texts the long expression, which costs more to compile than to run. */
function mayContain(text: string, secret: string): boolean {
  return text.length >= secret.length && (/[%+\\&]/.test(text) || text.includes(secret));
}

/** Everything that can stand for one character, as regular expressions. */
function formsOf(char: string): string[] {
  const code = char.codePointAt(0) ?? 0;
  const bytes = [...Buffer.from(char)].map((byte) => byte.toString(16).padStart(2, '0'));
  const named = NAMED[char];
  return [
    escaped(char),
    // Escaped twice where a URL stands in a URL.
    bytes.map((hex) => `%(?:25)*${inAnyCase(hex)}`).join(''),
    `\\\\u${inAnyCase(code.toString(16).padStart(4, '0'))}`,
    `\\\\${escaped(char)}`,
    `&#0*${code};`,
    `&#[xX]0*${inAnyCase(code.toString(16))};`,
    ...(char === ' ' ? ['\\+'] : []),
    ...(named === undefined ? [] : [named]),
  ];
}

function inAnyCase(hex: string): string {
  return hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function escaped(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}
