import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiPage } from './api/api-pages.js';
import { API_PART, outputOf, PARTS } from './navigation.js';
import { readText, ROOT } from './repository.js';

/** A page of the site, before it is rendered. */
export interface Page {
  /** Path of its Markdown from the root of the repository; relative links start there. */
  readonly source: string;
  /** Path of its HTML from the root of the site. */
  readonly output: string;
  readonly part: string;
  /** `false` for pages that only another page links to. */
  readonly isListed: boolean;
  readonly markdown: string;
}

/** The pages of the repository in the order of the navigation, and the generated ones. */
export function readPages(api: readonly ApiPage[]): readonly Page[] {
  const written = PARTS.flatMap(({ title, pages }) =>
    pages.map((source) => toPage(source, title, readText(source), true)),
  );
  const records = readdirSync(join(ROOT, 'docs/decisions'))
    .filter((name) => /^\d+.*\.md$/.test(name))
    .toSorted()
    .map((name) => `docs/decisions/${name}`)
    .map((source) => toPage(source, 'Project', readText(source), false));
  const generated = api.map(({ path, markdown }) => toPage(path, API_PART, markdown, true));
  return [...written, ...generated, ...records];
}

function toPage(source: string, part: string, markdown: string, isListed: boolean): Page {
  return { source, output: outputOf(source), part, isListed, markdown };
}
