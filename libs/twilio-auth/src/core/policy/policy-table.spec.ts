import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderPolicyTable } from './policy-table.js';
import { POLICY_RULES } from './rules/rules.js';

const document = new URL('../../../../../docs/policy.md', import.meta.url);

/** What matters of a table; Prettier pads its cells. */
const cellsOf = (markdown: string): readonly string[] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.replaceAll(/\s*\|\s*/g, '|').replaceAll(/-{3,}/g, '---'));

describe('the table of the policy', () => {
  it('is the one in docs/policy.md', () => {
    expect(cellsOf(readFileSync(document, 'utf8'))).toEqual(cellsOf(renderPolicyTable()));
  });

  it('has a row of five cells for every rule', () => {
    const rows = renderPolicyTable().trimEnd().split('\n');
    expect(rows).toHaveLength(POLICY_RULES.length + 2);
    expect(rows.map((row) => row.split('|').length)).toEqual(rows.map(() => 7));
  });

  it('knows titles that say which of two rules of the same id is meant', () => {
    expect(new Set(POLICY_RULES.map(({ title }) => title)).size).toBe(POLICY_RULES.length);
  });
});
