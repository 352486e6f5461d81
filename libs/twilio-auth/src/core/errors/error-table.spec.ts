import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { API_ERROR_CODES } from './api-error-codes.js';
import { ERROR_CODES } from './error-codes.js';
import { renderErrorTable } from './error-table.js';

const page = readFileSync(new URL('../../../../../docs/errors.md', import.meta.url), 'utf8');

describe('the page about errors', () => {
  it.each([
    ['our own codes', ERROR_CODES],
    ['the answers of the API', API_ERROR_CODES],
  ])('holds the table of %s that the code uses', (_, codes) =>
    expect(page).toContain(renderErrorTable(codes)),
  );

  it('has four cells in every row', () => {
    const rows = renderErrorTable({ ...ERROR_CODES, ...API_ERROR_CODES })
      .trimEnd()
      .split('\n');
    expect(rows.map((row) => row.split('|').length)).toEqual(rows.map(() => 6));
  });
});
