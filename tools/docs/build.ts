import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderApi } from './api/api-pages.js';
import { Declarations } from './api/declarations.js';
import { brokenLinks, type SiteFile } from './check-links.js';
import { renderPage, type RenderedPage } from './layout.js';
import { SiteLinks, type Asset } from './links.js';
import { markdownOf, renderLlmsFull, renderLlmsIndex } from './llms.js';
import { renderMarkdown } from './markdown.js';
import { readPages } from './pages.js';
import { renderGeneratedPages, writeGeneratedPages } from './reference/generated-pages.js';
import { ROOT } from './repository.js';
import { renderSearchIndex } from './search-index.js';
import { serve } from './serve.js';

const THEME = join(ROOT, 'tools/docs/theme');

/** The site as files, before anything is written. */
export interface Site {
  readonly files: readonly SiteFile[];
  /** Files that are copied as they are. */
  readonly assets: readonly Asset[];
}

/** Renders every page, and fails on a link that leads nowhere. */
export async function renderSite(declarations: Declarations): Promise<Site> {
  const pages = readPages(await renderApi(declarations));
  const assets: Asset[] = readdirSync(THEME).map((name) => ({
    source: `tools/docs/theme/${name}`,
    output: `assets/${name}`,
  }));
  const rendered: readonly RenderedPage[] = pages.map((page) => {
    const links = new SiteLinks(page, pages);
    const html = renderMarkdown(page.markdown, links);
    assets.push(...links.assets);
    return { ...page, ...html };
  });
  const files = [
    ...rendered.map((page) => ({ path: page.output, text: renderPage(page, rendered) })),
    ...rendered.map((page) => ({ path: markdownOf(page), text: page.markdown })),
    { path: 'search-index.json', text: renderSearchIndex(rendered) },
    { path: 'llms.txt', text: renderLlmsIndex(rendered) },
    { path: 'llms-full.txt', text: renderLlmsFull(rendered) },
  ];
  const copies = assets.map(({ output }) => ({ path: output, text: '' }));
  const broken = brokenLinks([...files, ...copies]);
  if (broken.length > 0) throw new Error(`Links that lead nowhere:\n${broken.join('\n')}`);
  return { files, assets };
}

/** Writes the site into an empty folder. */
export function writeSite({ files, assets }: Site, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const { source, output } of assets) {
    mkdirSync(dirname(join(folder, output)), { recursive: true });
    copyFileSync(join(ROOT, source), join(folder, output));
  }
}

/** `npm run docs`: brings the generated pages up to date, then builds the site. */
export async function run(options: { readonly serve: boolean }): Promise<void> {
  const started = Date.now();
  const folder = join(ROOT, 'dist/docs');
  const declarations = new Declarations();
  for (const path of writeGeneratedPages(await renderGeneratedPages(declarations)))
    console.log(`${path}: written`);
  const site = await renderSite(declarations);
  writeSite(site, folder);
  const pages = site.files.filter(({ path }) => path.endsWith('.html')).length;
  console.log(`dist/docs: ${pages} pages in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (options.serve) console.log(`Serving ${(await serve(folder, 4173)).url}`);
}
