import { describe, expect, it } from 'vitest';
import { columnsOf, paintFor, wrapFor } from './terminal.js';

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
  const wrap = wrapFor(80);

  it('keeps lines within the width, and indents all but the first', () => {
    const lines = wrap('word '.repeat(40), '    ', '  - ').split('\n');
    expect(lines[0]).toMatch(/^ {2}- word/);
    expect(lines.slice(1).every((line) => line.startsWith('    word'))).toBe(true);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
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

  it('does not measure colour codes', () => {
    const line = `${'x '.repeat(20)}y`;
    expect(wrapFor(40)(line, '', '\u001B[31m\u001B[39m')).toMatch(/^\S+( x){19}\ny$/);
  });

  it('does not break lines where there is no terminal', () => {
    const wide = wrapFor(columnsOf({ isTTY: false, columns: 80 }));
    expect(wide('word '.repeat(40), '    ', '  - ').split('\n')).toHaveLength(1);
  });

  it.each([
    [120, 120],
    [0, 80],
  ])('treats a terminal of %i columns as one of %i', (columns, width) =>
    expect(columnsOf({ isTTY: true, columns })).toBe(width),
  );
});
