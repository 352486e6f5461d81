import { readPages } from './documents.js';

/** The kinds of webhook in the table of docs/webhooks.md, in its order. */
export function documentedKinds(): string[] {
  const page = readPages().find(({ path }) => path === 'docs/webhooks.md')?.text ?? '';
  const [, section = ''] = page.split('## Which webhooks are signed how');
  const [table = ''] = section.split('\n## ');
  const rows = table.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) => row.split('|')[1]?.trim() ?? '');
}
