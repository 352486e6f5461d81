import { describe, expect, it } from 'vitest';
import { COLUMNS, paintFor, wrap } from './terminal.js';

describe('colour', () => {
  it('appears on a terminal', () => {
    expect(paintFor(true, {})('red', 'no')).toBe('\u001B[31mno\u001B[39m');
  });

  it.each([
    ['without a terminal', false, {}],
    ['with NO_COLOR', true, { NO_COLOR: '1' }],
    ['on a terminal without colours', true, { TERM: 'dumb' }],
  ])('does not appear %s', (_, isTerminal, variables) =>
    expect(paintFor(isTerminal, variables)('red', 'no')).toBe('no'),
  );

  it('appears although NO_COLOR is empty', () =>
    expect(paintFor(true, { NO_COLOR: '' })('bold', 'x')).not.toBe('x'));
});

describe('wrap', () => {
  it('keeps lines within 80 columns, and indents all but the first', () => {
    const lines = wrap('word '.repeat(40), '    ', '  - ').split('\n');
    expect(lines[0]).toMatch(/^ {2}- word/);
    expect(lines.slice(1).every((line) => line.startsWith('    word'))).toBe(true);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(COLUMNS);
  });

  it('uses the last column', () => {
    const line = `${'a'.repeat(39)} ${'b'.repeat(40)}`;
    expect(wrap(line, '')).toBe(line);
  });

  it('does not break a long word', () => {
    const word = 'x'.repeat(100);
    expect(wrap(`a ${word} b`, '')).toBe(`a\n${word}\nb`);
  });

  it('makes one line of an empty text', () => expect(wrap('', '  ')).toBe('  '));
});
