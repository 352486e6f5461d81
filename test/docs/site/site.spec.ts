import { beforeAll, describe, expect, it } from 'vitest';
import type { Site } from '../../../tools/docs/build.js';
import { brokenLinks } from '../../../tools/docs/check-links.js';
import { PARTS } from '../../../tools/docs/navigation.js';
import { readPages } from '../documents.js';
import { renderWholeSite, textOf } from './rendered-site.js';

describe('The docs site', () => {
  let site: Site;
  const pages = (): string[] =>
    site.files.map(({ path }) => path).filter((path) => path.endsWith('.html'));

  beforeAll(async () => {
    site = await renderWholeSite();
  }, 120_000);

  it('has every page of the docs folder in its navigation, and each only once', () => {
    const listed = PARTS.flatMap((part) => part.pages);
    const written = readPages()
      .map(({ path }) => path)
      .filter((path) => path.startsWith('docs/') && !/^docs\/decisions\/\d/.test(path));
    expect(written.filter((path) => !listed.includes(path))).toEqual([]);
    expect(listed.length).toBe(new Set(listed).size);
  });

  it('gives every page a title, a description, and exactly one main heading', () => {
    const faulty = pages().filter((path) => {
      const html = textOf(site, path);
      const isDescribed = /<meta name="description" content="[^"]{20,}"/.test(html);
      return !isDescribed || !/<title>[^<]+<\/title>/.test(html) || html.split('<h1').length !== 2;
    });
    expect(faulty).toEqual([]);
  });

  it('has no broken link', () => {
    const assets = site.assets.map(({ output }) => ({ path: output, text: '' }));
    expect(brokenLinks([...site.files, ...assets])).toEqual([]);
    expect(pages().length).toBeGreaterThan(40);
  });

  it('reports a link to a missing page and to a missing heading', () => {
    const files = [
      { path: 'a.html', text: '<a href="b.html#here">1</a> <a href="b.html#there">2</a>' },
      { path: 'b.html', text: '<h2 id="here">Here</h2> <img src="images/none.png">' },
      { path: 'deep/c.html', text: '<a href="../a.html">1</a> <a href="a.html">2</a>' },
    ];
    expect(brokenLinks(files)).toEqual([
      'a.html: b.html#there',
      'b.html: images/none.png',
      'deep/c.html: a.html',
    ]);
  });

  it('has each page as Markdown for language models, listed in llms.txt', () => {
    const index = textOf(site, 'llms.txt');
    const links = [...index.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(30);
    for (const link of links) expect(textOf(site, link)).not.toBe('');
    expect(textOf(site, 'llms-full.txt')).toContain('# Webhooks');
  });
});
