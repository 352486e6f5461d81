import { describe, expect, it } from 'vitest';
import { paintFor } from './terminal.js';

describe('colour', () => {
  it('appears on a terminal', () => {
    expect(paintFor(true, {})('red', 'no')).toBe('\u001B[31mno\u001B[39m');
  });

  it.each([
    ['away from a terminal', false, {}],
    ['with NO_COLOR', true, { NO_COLOR: '1' }],
    ['on a terminal that has none', true, { TERM: 'dumb' }],
  ])('does not appear %s', (_, isTerminal, variables) =>
    expect(paintFor(isTerminal, variables)('red', 'no')).toBe('no'),
  );

  it('is not switched off by an empty NO_COLOR', () =>
    expect(paintFor(true, { NO_COLOR: '' })('bold', 'x')).not.toBe('x'));
});
