import { describe, expect, it } from 'vitest';
import { closestTo } from './edit-distance.js';

describe('the word that was probably meant', () => {
  it.each([
    ['a missing letter', 'bilin', 'billing'],
    ['an extra letter', 'billlings', 'billing'],
    ['wrong letters', 'bixxing', 'billing'],
    ['another case', 'BILLING', 'billing'],
    ['no letter in common', 'x', 'hr'],
  ])('is found despite %s', (_, word, meant) => {
    expect(closestTo(word, ['billing', 'support', 'hr'], 2)).toBe(meant);
  });

  it('is the nearest of several, whatever their order', () => {
    expect(closestTo('reports', ['resorts', 'report', 'export'], 3)).toBe('resorts');
    expect(closestTo('reportz', ['resorts', 'report', 'reports'], 3)).toBe('report');
    expect(closestTo('export', ['resorts', 'report', 'export'], 3)).toBe('export');
  });

  it.each([
    ['every word is too different', 'accounting', ['billing', 'support']],
    ['no words are known', 'billing', []],
    ['the text is empty', '', ['billing']],
  ])('is none when %s', (_, word, known) => {
    expect(closestTo(word, known, 2)).toBeUndefined();
  });
});
