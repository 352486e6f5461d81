import type { RenderedPage } from './layout.js';

/** Everything that the search looks through, as the pages load it. */
export function renderSearchIndex(pages: readonly RenderedPage[]): string {
  const entries = pages.flatMap(({ output, title, sections }) =>
    sections.map(({ depth, id, text, body }) => ({
      url: depth === 1 ? output : `${output}#${id}`,
      page: title,
      heading: text,
      body: body.trim(),
    })),
  );
  return JSON.stringify(entries);
}
