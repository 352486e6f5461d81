import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeTables, renderTable } from '../../tools/docs/reference/code-tables.js';

const read = (page: string): string =>
  readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');

/** The rows of every table of a page, without the padding of Prettier. */
const rowsOf = (markdown: string): readonly string[] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.replaceAll(/\s*\|\s*/g, '|').replaceAll(/-{3,}/g, '---'));

describe.each(codeTables())('The table of $page with $header.0', ({ page, header, rows }) => {
  it('is up to date with the code; otherwise run `npm run docs`', () => {
    const expected = rowsOf(renderTable({ header, rows })).join('\n');
    expect(rowsOf(read(page)).join('\n')).toContain(expected);
  });

  it('has one cell in every row for each column', () => {
    const widths = renderTable({ header, rows })
      .trimEnd()
      .split('\n')
      .map((row) => row.split(/(?<!\\)\|/).length - 2);
    expect(widths).toEqual(widths.map(() => header.length));
  });

  it('has no duplicate rows', () => {
    expect(new Set(rows.map((cells) => cells.join())).size).toBe(rows.length);
  });
});
