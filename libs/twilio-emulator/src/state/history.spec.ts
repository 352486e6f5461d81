import { describe, expect, it } from 'vitest';
import { History } from './history.js';

function historyOf(count: number): History<{ sid: string }> {
  const history = new History<{ sid: string }>();
  for (let number = 0; number < count; number++) history.add({ sid: `SM${number}` });
  return history;
}
const sids = (items: Iterable<{ sid: string }>): string[] => [...items].map(({ sid }) => sid);

describe('The history of an account', () => {
  it('is read from the newest item, from any other one, and back', () => {
    const history = historyOf(4);
    expect(sids(history.forward())).toEqual(['SM3', 'SM2', 'SM1', 'SM0']);
    expect(sids(history.forward('SM2'))).toEqual(['SM1', 'SM0']);
    expect(sids(history.backward('SM1'))).toEqual(['SM2', 'SM3']);
    expect(sids(history.values())).toEqual(['SM0', 'SM1', 'SM2', 'SM3']);
  });

  it('skips what was deleted', () => {
    const history = historyOf(3);
    expect([history.delete('SM1'), history.delete('SM1')]).toEqual([true, false]);
    expect(sids(history.forward())).toEqual(['SM2', 'SM0']);
    expect([history.size, history.has('SM1'), history.get('SM1')]).toEqual([2, false, undefined]);
  });

  it('finds what is left after thousands were deleted, and what comes after', () => {
    const history = historyOf(5000);
    for (let number = 0; number < 4990; number++) history.delete(`SM${number}`);
    history.add({ sid: 'SM5000' });
    expect(history.size).toBe(11);
    expect(history.get('SM4995')).toEqual({ sid: 'SM4995' });
    expect(sids(history.forward('SM4992'))).toEqual(['SM4991', 'SM4990']);
    expect(sids(history.backward('SM4998'))).toEqual(['SM4999', 'SM5000']);
  });
});
