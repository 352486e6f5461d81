import { describe, expect, it } from 'vitest';
import { Parameters } from '../protocol/parameters.js';
import { History } from '../state/history.js';
import { filtered, listed, type Listed } from './listed.js';
import { paginate } from './paging.js';

interface Item {
  readonly sid: string;
}
const NEWEST_FIRST = Array.from({ length: 10 }, (_, at): Item => ({ sid: `SM${9 - at}` }));
const history = new History<Item>();
for (const item of NEWEST_FIRST.toReversed()) history.add(item);
const LISTS: readonly (readonly [string, Listed<Item>])[] = [
  ['an array', listed(NEWEST_FIRST)],
  ['a history', history],
  ['a filter', filtered(history, () => true)],
];

const page = (list: Listed<Item>, query: string) => {
  const { items, next, previous } = paginate(list, Parameters.parse(query.replace('?', '')));
  return { sids: items.map(({ sid }) => sid).join(' '), next, previous };
};

describe.each(LISTS)('A page of %s', (_title, list) => {
  it('leads to all the others by its links, and back', () => {
    const first = page(list, 'PageSize=4');
    const second = page(list, first.next ?? '');
    const third = page(list, second.next ?? '');
    expect([first.sids, second.sids, third.sids]).toEqual([
      'SM9 SM8 SM7 SM6',
      'SM5 SM4 SM3 SM2',
      'SM1 SM0',
    ]);
    expect([first.previous, third.next]).toEqual([undefined, undefined]);
    expect(page(list, third.previous ?? '').sids).toBe(second.sids);
    expect(page(list, second.previous ?? '').sids).toBe(first.sids);
  });

  it('is found by its number alone, and after an item that no longer exists', () => {
    expect(page(list, 'PageSize=4&Page=2').sids).toBe('SM1 SM0');
    expect(page(list, 'PageSize=4&Page=1&PageToken=PASMx').sids).toBe('SM5 SM4 SM3 SM2');
    expect(page(list, 'PageSize=4&Page=9')).toEqual({
      sids: '',
      next: undefined,
      previous: undefined,
    });
  });

  it('is full where fewer items come before it than a page holds', () => {
    const { sids, next } = page(list, 'PageSize=4&Page=1&PageToken=PBSM7');
    expect(sids).toBe('SM9 SM8 SM7 SM6');
    expect(page(list, next ?? '').sids).toBe('SM5 SM4 SM3 SM2');
  });
});

describe('A page of a filtered history', () => {
  it('has only what passes, and reads no further than it needs', () => {
    let read = 0;
    const even = filtered(history, ({ sid }) => {
      read += 1;
      return Number(sid.slice(2)) % 2 === 0;
    });
    const first = page(even, 'PageSize=2');
    expect(first.sids).toBe('SM8 SM6');
    expect(read).toBe(6);
    const second = page(even, first.next ?? '');
    expect([second.sids, page(even, second.previous ?? '').sids]).toEqual(['SM4 SM2', 'SM8 SM6']);
  });
});
