import { describe, expect, it } from 'vitest';
import { closestTo, didYouMean } from './closest-to.js';

describe('the word that was probably meant', () => {
  it.each([
    ['a missing letter', 'bilin', 'billing'],
    ['an extra letter', 'billlings', 'billing'],
    ['wrong letters', 'bixxing', 'billing'],
    ['two letters that are swapped', 'rh', 'hr'],
    ['another case', 'BILLING', 'billing'],
  ])('is found despite %s', (_, word, meant) => {
    expect(closestTo(word, ['billing', 'support', 'hr'])).toBe(meant);
  });

  it('is the nearest of several, whatever their order', () => {
    expect(closestTo('reports', ['resorts', 'report', 'export'])).toBe('resorts');
    expect(closestTo('reportz', ['resorts', 'report', 'reports'])).toBe('report');
    expect(closestTo('export', ['resorts', 'report', 'export'])).toBe('export');
  });

  it.each([
    ['every word is too different', 'accounting', ['billing', 'support']],
    ['most of a short word is different', 'x', ['hr']],
    ['a long word has three differences', 'TWILIO_TEST_SID', ['TWILIO_EDGE_SID']],
    ['no words are known', 'billing', []],
    ['the text is empty', '', ['billing']],
    ['the value is not text', 7, ['billing']],
  ])('is undefined when %s', (_, word, known) => {
    expect(closestTo(word, known)).toBeUndefined();
  });

  it('is suggested in a sentence that another one can follow', () => {
    expect(didYouMean('biling', ['billing'])).toBe('Did you mean "billing"? ');
    expect(didYouMean('x', ['billing'])).toBe('');
  });
});
