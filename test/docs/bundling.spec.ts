import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPages } from './documents.js';

const page = readPages().find(({ path }) => path === 'docs/bundling.md')?.text ?? '';
const consumer = new URL('../package/consumers/bundled/', import.meta.url);

describe('The page about bundling', () => {
  it.each(['esbuild.config.mjs', 'webpack.config.mjs'])(
    'shows %s as the test of the packages uses it',
    (name) => {
      const code = readFileSync(new URL(name, consumer), 'utf8');
      expect(page).toContain(`\`\`\`js\n// ${name}\n${code}\`\`\``);
    },
  );
});
