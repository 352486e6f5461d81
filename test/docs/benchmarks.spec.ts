import { describe, expect, it } from 'vitest';
import { readPages } from './documents.js';

const page = readPages().find(({ path }) => path === 'docs/benchmarks.md')?.text ?? '';
const [explained = '', measured = ''] = page.split('<!-- measured -->');

function idsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/^\| (B\d+)\s/gm)].map(([, id]) => id ?? ''))];
}

describe('The benchmarks page', () => {
  it('explains every case and shows its result', () => {
    const cases = ['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'B8', 'B9', 'B10', 'B11', 'B12'];
    expect(idsOf(explained)).toEqual(cases);
    expect(idsOf(measured)).toEqual(cases);
    expect(measured).not.toContain('FAILED');
  });

  it('backs every ratio that the README of the repository names', () => {
    const readme = readPages().find(({ path }) => path === 'README.md')?.text ?? '';
    const named = [...readme.matchAll(/(\d[\d.]*)×/g)].map(([, ratio]) => ratio);
    const rows = measured.split('\n').map((row) => row.split('|').map((cell) => cell.trim()));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((ratio) => !rows.some((cells) => cells[5] === ratio))).toEqual([]);
    expect(rows).toContainEqual(expect.arrayContaining(['10,000 sequential calls', '1']));
  });

  it('names date, machine and versions', () => {
    const machine = /^\d{4}-\d\d-\d\d · .+ cores, \d+ GiB, .+ · Node v\d+\.\d+\.\d+ · twilio \d/m;
    expect(measured).toMatch(machine);
    expect(measured).toMatch(/nestjs-twilio \d.*jose \d/);
  });
});
