import { posix } from 'node:path';
import { readText, webAddressOf } from './repository.js';
import { escapeHtml } from './html.js';
import type { Links } from './markdown.js';
import { STAND_INS } from './navigation.js';
import type { Page } from './pages.js';

/** An image of the repository that the site needs a copy of. */
export interface Asset {
  readonly source: string;
  readonly output: string;
}

/** Turns the relative links of a page into links between pages of the site. */
export class SiteLinks implements Links {
  readonly #page: Page;
  readonly #outputs: ReadonlyMap<string, string>;
  readonly assets: Asset[] = [];

  constructor(page: Page, pages: readonly Page[]) {
    this.#page = page;
    this.#outputs = new Map(pages.map(({ source, output }) => [source, output]));
  }

  readonly link = (href: string): string | undefined => {
    if (/^([a-z][a-z\d+.-]*:|#)/i.test(href)) return href;
    const [path = '', anchor] = href.split('#');
    const source = posix.join(posix.dirname(this.#page.source), path);
    const output = this.#outputs.get(STAND_INS[source] ?? source);
    if (output === undefined) return webAddressOf(source.replace(/\/$/, ''));
    const isStandIn = source in STAND_INS;
    return anchor === undefined || isStandIn
      ? relative(this.#page, output)
      : `${relative(this.#page, output)}#${anchor}`;
  };

  /** Drawings become a part of the page: the style sheet gives their classes the theme's colours. */
  readonly image = (href: string, description: string): string => {
    const source = posix.join(posix.dirname(this.#page.source), href);
    const label = escapeHtml(description);
    if (href.endsWith('.svg')) {
      const svg = readText(source)
        .replace(/^[\s\S]*?<svg/, `<svg role="img" aria-label="${label}"`)
        .replace(/<style>[\s\S]*?<\/style>/, ''); // for readers of the repository only
      return `<span class="drawing">${svg}</span>`;
    }
    const output = `images/${posix.basename(source)}`;
    this.assets.push({ source, output });
    return `<img src="${relative(this.#page, output)}" alt="${label}" loading="lazy">`;
  };
}

/** The way from a page to another file of the site, so that the site works in any folder. */
export function relative({ output }: Pick<Page, 'output'>, target: string): string {
  const path = posix.relative(posix.dirname(output), target);
  return path === '' ? posix.basename(target) : path;
}
