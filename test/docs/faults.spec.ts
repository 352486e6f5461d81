import { describe, expect, it } from 'vitest';
import { CASES } from '../chaos/cases.js';
import { passes, type Outcome } from '../chaos/fault-case.js';
import { tableOf } from '../chaos/table.js';
import { readPages } from './documents.js';

const page = readPages().find(({ path }) => path === 'docs/faults.md')?.text ?? '';
const [, measured = ''] = page.split('<!-- measured -->');
const rows = measured
  .split('\n')
  .map((row) => row.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells.length > 8);

describe('The page about faults', () => {
  it('has a row for every case, and none that is missed', () => {
    const faults = rows.map(([, fault]) => fault).filter((fault) => fault !== '');
    expect(faults.slice(2)).toEqual(CASES.map(({ fault }) => fault));
    expect(measured).not.toMatch(/MISS|FAILED|skipped/);
  });

  it('shows no duplicate of ours', () => {
    const duplicates = rows.filter((cells) => cells[2] === 'ours').map((cells) => cells[6]);
    expect(new Set(duplicates)).toEqual(new Set(['0']));
  });
});

describe('A case of the fault suite', () => {
  const fine: Outcome = { calls: 10, failed: 2, unavoidable: 2, duplicates: 0 };

  it.each([
    ['sent a message twice', { duplicates: 1 }],
    ['lost a call that could have been saved', { failed: 3 }],
    ['took too long', { miss: 'the process ended too late' }],
  ])('is missed when it %s', (_, change) => {
    expect(passes(fine)).toBe(true);
    const ours = { ...fine, ...change };
    expect(passes(ours)).toBe(false);
    const [faultCase] = CASES;
    expect(tableOf([{ faultCase: faultCase!, ours }])[0]?.at(-1)).toMatch(/^MISS/);
  });
});
