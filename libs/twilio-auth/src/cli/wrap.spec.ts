import { describe, expect, it } from 'vitest';
import { COLUMNS, wrap } from './wrap.js';

describe('wrapping', () => {
  it('keeps to the columns, and indents what follows', () => {
    const lines = wrap('word '.repeat(40), '    ', '  - ').split('\n');
    expect(lines[0]).toMatch(/^ {2}- word/);
    expect(lines.slice(1).every((line) => line.startsWith('    word'))).toBe(true);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(COLUMNS);
  });

  it('uses the last column', () => {
    const line = `${'a'.repeat(39)} ${'b'.repeat(40)}`;
    expect(wrap(line, '')).toBe(line);
  });

  it('leaves a word that is too long in one piece', () => {
    const word = 'x'.repeat(100);
    expect(wrap(`a ${word} b`, '')).toBe(`a\n${word}\nb`);
  });

  it('makes one line of nothing', () => expect(wrap('', '  ')).toBe('  '));
});
