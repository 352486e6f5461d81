import type { Result } from './run-row.js';

const HEAD = ['', 'Installed', 'Checked', 'Result', 'Run on'] as const;

/** For the terminal: what each row came to. */
export function toText(results: readonly Result[]): string {
  return results.map((result) => `${result.row.id.padEnd(20)} ${outcomeOf(result)}`).join('\n');
}

/** For the page: a heading and a table for each group. */
export function toMarkdown(results: readonly Result[]): string {
  const groups = [...new Set(results.map(({ row }) => row.group))];
  return groups
    .map((group) => {
      const rows = results.filter(({ row }) => row.group === group).map(cellsOf);
      const lines = [HEAD, HEAD.map(() => '---'), ...rows];
      return `### ${group}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`;
    })
    .join('\n\n');
}

function cellsOf(result: Result): readonly string[] {
  const { row, proof } = result;
  const versions = Object.entries(proof?.versions ?? {}).map((entry) => entry.join(' '));
  return [row.what, versions.join(', '), proof?.checked ?? '', outcomeOf(result), result.date];
}

function outcomeOf({ proof, error = '' }: Result): string {
  if (proof !== undefined) return 'works';
  return `FAILED: ${error.split('\n', 1)[0]?.replaceAll('|', '\\|')}`;
}
