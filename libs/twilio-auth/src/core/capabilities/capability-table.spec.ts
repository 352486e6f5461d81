import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CAPABILITY_RULES } from './capability-rules.js';
import { renderCapabilityTable } from './capability-table.js';

describe('the capability table', () => {
  const table = renderCapabilityTable();

  it('shows every rule, with its source', () => {
    for (const { id, source, cannot } of CAPABILITY_RULES) {
      expect(table).toContain(`[\`${id}\`](${source})`);
      expect(table).toContain(cannot);
    }
  });

  it('stands in the docs as the rules say it', () => {
    const page = new URL('../../../../../docs/capabilities.md', import.meta.url);
    expect(readFileSync(page, 'utf8')).toContain(table);
  });

  it('has five cells in every row', () => {
    const rows = table.trimEnd().split('\n');
    expect(rows.map((row) => row.split(/(?<!\\)\|/).length)).toEqual(rows.map(() => 7));
  });

  it('gives every rule that looks at requests a way to do so', () => {
    const blind = CAPABILITY_RULES.filter((rule) => rule.enforced === 'request' && !rule.matches);
    expect(blind).toEqual([]);
    expect(new Set(CAPABILITY_RULES.map(({ id }) => id)).size).toBe(CAPABILITY_RULES.length);
  });
});
