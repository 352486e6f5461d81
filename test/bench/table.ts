import type { CaseResult } from './case-result.js';
import { goalText, passes } from './verdict.js';

const HEAD = ['#', 'What', 'Ours', 'Peer', 'Measured', 'Goal', ''] as const;

/** One line per row, and one for a case that gave none. */
export function tableOf(results: readonly CaseResult[]): readonly (readonly string[])[] {
  return results.flatMap(({ id, title, rows, error }) => [
    ...rows.map((row) => [
      id,
      row.note === undefined ? row.what : `${row.what} (${row.note})`,
      row.ours,
      row.peer ?? '',
      numberText(row.measured),
      goalText(row),
      passes(row) ? 'pass' : 'MISS',
    ]),
    ...(error === undefined
      ? []
      : [[id, title, '', '', '', '', `FAILED: ${error.split('\n', 1)[0]}`]]),
  ]);
}

/** For the terminal: columns as wide as they need to be. */
export function toText(lines: readonly (readonly string[])[]): string {
  const all = [HEAD, ...lines];
  const widths = HEAD.map((_, column) => Math.max(...all.map((l) => l[column]?.length ?? 0)));
  const text = all.map((l) => l.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  text.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '));
  return text.map((line) => line.trimEnd()).join('\n');
}

export function toMarkdown(lines: readonly (readonly string[])[]): string {
  const rows = [HEAD, HEAD.map(() => '---'), ...lines];
  return rows.map((l) => `| ${l.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}

/** Three significant digits, whole numbers as they are. */
function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
}
