import { describe, expect, it } from 'vitest';
import { closestTo } from './edit-distance.js';

describe('the word that was probably meant', () => {
  it.each([
    ['a letter too few', 'bilin', 'billing'],
    ['a letter too many', 'billlings', 'billing'],
    ['other letters', 'bixxing', 'billing'],
    ['another case alone', 'BILLING', 'billing'],
    ['no letter at all', 'x', 'hr'],
  ])('is found by %s', (_, word, meant) => {
    expect(closestTo(word, ['billing', 'support', 'hr'], 2)).toBe(meant);
  });

  it('is the nearest of several, wherever it stands among them', () => {
    expect(closestTo('reports', ['resorts', 'report', 'export'], 3)).toBe('resorts');
    expect(closestTo('reportz', ['resorts', 'report', 'reports'], 3)).toBe('report');
    expect(closestTo('export', ['resorts', 'report', 'export'], 3)).toBe('export');
  });

  it.each([
    ['too many edits lead to every word', 'accounting', ['billing', 'support']],
    ['there is no word', 'billing', []],
    ['nothing was written', '', ['billing']],
  ])('is none when %s', (_, word, known) => {
    expect(closestTo(word, known, 2)).toBeUndefined();
  });
});
