import { escapeHtml } from './html.js';
import { relative } from './links.js';
import type { RenderedMarkdown } from './markdown.js';
import type { Page } from './pages.js';

/** A page with its HTML. */
export interface RenderedPage extends Page, RenderedMarkdown {}

const NAME = 'nestjs-twilio-auth';
/** Nothing is loaded from anywhere else, and nothing inline runs. */
const CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'";

/** The whole document of a page. */
export function renderPage(page: RenderedPage, pages: readonly RenderedPage[]): string {
  const to = (target: string): string => relative(page, target);
  const title = page.output === 'index.html' ? NAME : `${page.title} · ${NAME}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(descriptionOf(page))}">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${to('assets/icon.svg')}">
<link rel="stylesheet" href="${to('assets/page.css')}">
<script src="${to('assets/theme.js')}"></script>
<script type="module" src="${to('assets/page.js')}"></script>
</head>
<body data-root="${to('index.html').replace(/index\.html$/, '')}">
<a class="skip" href="#content">Skip to the text</a>
<header>
<button type="button" id="menu" aria-expanded="false" aria-controls="navigation">Menu</button>
<a class="name" href="${to('index.html')}">${NAME}</a>
<search><input type="search" id="query" placeholder="Search" aria-label="Search the documentation" role="combobox" aria-expanded="false" aria-controls="results" autocomplete="off"><ul id="results" role="listbox" aria-label="Results" hidden></ul></search>
<button type="button" id="theme">Dark</button>
</header>
<div class="frame">
<nav id="navigation" aria-label="Pages">
${renderNavigation(page, pages)}
</nav>
<main id="content" tabindex="-1">
<article>
${page.html}</article>
${renderNeighbours(page, pages)}
</main>
${renderOutline(page)}
</div>
</body>
</html>
`;
}

/** The first paragraph, for search engines and for llms.txt. */
export function descriptionOf({ sections }: RenderedMarkdown): string {
  const paragraphs = sections.flatMap(({ body }) => body.trim().split('\n'));
  const text = paragraphs.find((paragraph) => paragraph.length > 20) ?? '';
  return text.length <= 200 ? text : `${text.slice(0, text.lastIndexOf(' ', 199))} …`;
}

function renderNavigation(page: RenderedPage, pages: readonly RenderedPage[]): string {
  const listed = pages.filter(({ isListed }) => isListed);
  return [...new Set(listed.map(({ part }) => part))]
    .map((part) => {
      const items = listed
        .filter((other) => other.part === part)
        .map((other) => {
          const current = other.output === page.output ? ' aria-current="page"' : '';
          const href = relative(page, other.output);
          return `<li><a href="${href}"${current}>${escapeHtml(other.title)}</a></li>`;
        });
      return `<h2>${part}</h2>\n<ul>\n${items.join('\n')}\n</ul>`;
    })
    .join('\n');
}

function renderNeighbours(page: RenderedPage, pages: readonly RenderedPage[]): string {
  const listed = pages.filter(({ isListed }) => isListed);
  const at = listed.findIndex(({ output }) => output === page.output);
  if (at === -1) return '';
  const link = (other: RenderedPage | undefined, rel: string, label: string): string =>
    other === undefined
      ? ''
      : `<a rel="${rel}" href="${relative(page, other.output)}"><small>${label}</small> ${escapeHtml(other.title)}</a>`;
  const previous = link(listed[at - 1], 'prev', 'Previous');
  return `<nav class="neighbours" aria-label="Next pages">${previous}${link(listed[at + 1], 'next', 'Next')}</nav>`;
}

/** Long names may break where their parts meet. */
function breakable(text: string): string {
  return escapeHtml(text).replaceAll(/(?<=[a-z])(?=[A-Z.])/g, '<wbr>');
}

function renderOutline({ sections }: RenderedPage): string {
  const headings = sections.filter(({ depth }) => depth === 2 || depth === 3);
  if (headings.length < 2) return '';
  const items = headings.map(
    ({ depth, id, text }) =>
      `<li class="depth-${depth}"><a href="#${id}">${breakable(text)}</a></li>`,
  );
  return `<nav class="outline" aria-label="On this page">\n<h2>On this page</h2>\n<ul>\n${items.join('\n')}\n</ul>\n</nav>`;
}
