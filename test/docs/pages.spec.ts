import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPages } from './documents.js';

const folder = new URL('./pages/', import.meta.url);
const pages = new Map(readPages().map(({ path, text }) => [path, text]));

const shownPages = readdirSync(folder).filter((name) => !name.includes('.'));

/** Code that a page shows runs here as the page shows it; `*.check.spec.ts` runs what is not a spec. */
describe.each(shownPages)('docs/%s.md', (page) => {
  const here = new URL(`${page}/`, folder);
  const shown = readdirSync(here).filter((name) => !name.endsWith('.check.spec.ts'));

  it.each(shown)('shows %s as it is tested', (name) => {
    const code = readFileSync(new URL(name, here), 'utf8');
    expect(pages.get(`docs/${page}.md`)).toContain(`\`\`\`ts\n${code}\`\`\``);
  });
});
