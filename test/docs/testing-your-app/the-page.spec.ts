import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const here = new URL('./', import.meta.url);
const page = readFileSync(new URL('../../../docs/testing-your-app.md', here), 'utf8');
const snippets = readdirSync(here).filter((name) => name !== 'the-page.spec.ts');

it.each(snippets)('shows %s as it runs', (name) => {
  const code = readFileSync(new URL(name, here), 'utf8');
  expect(page).toContain(`\`\`\`ts\n${code}\`\`\``);
});
