import { describe, expect, it } from 'vitest';
import { isPresent, readPages } from './documents.js';
import { brokenLinks, missingFiles } from './links.js';

const pages = readPages();

describe('The links in the documents', () => {
  for (const page of pages) {
    it(`are valid in ${page.path}`, () => expect(brokenLinks(page, pages, isPresent)).toEqual([]));
  }

  it('are reported if they are broken', () => {
    const other = { path: 'docs/other.md', text: '# Two words: `code` & more\n## Two words\n' };
    const page = {
      path: 'docs/page.md',
      text: [
        '[right](other.md#two-words-code--more) [self](#here) [web](https://example.com/x.md)',
        '# Here',
        '[wrong file](missing.md) [wrong heading](other.md#three) ![outside](../../secret.png)',
        '`[code](missing.md)`',
      ].join('\n'),
    };
    const present = (path: string): boolean => [page.path, other.path].includes(path);
    expect(brokenLinks(page, [page, other], present)).toEqual([
      expect.stringContaining('missing.md'),
      expect.stringContaining('#three'),
      expect.stringContaining('secret.png'),
    ]);
  });
});

describe('The files that the map of the architecture names', () => {
  const sources = 'libs/twilio-auth/src';

  it('exist', () => {
    const map = pages.find(({ path }) => path === 'docs/ARCHITECTURE.md');
    expect(map!.text.match(/`core\/[\w/.-]+\.ts`/g)!.length).toBeGreaterThan(50);
    expect(missingFiles(map!, sources, isPresent)).toEqual([]);
  });

  it('are reported when they are missing', () => {
    const page = { path: 'docs/a.md', text: 'First `core/a.ts`, then `core/b/c.strategy.ts`.' };
    const present = (path: string): boolean => path === `${sources}/core/a.ts`;
    expect(missingFiles(page, sources, present)).toEqual(['core/b/c.strategy.ts']);
  });
});
