import { Marked, type Token, type Tokens } from 'marked';
import { highlight } from './highlight.js';
import { escapeHtml, withoutMarkup } from './html.js';
import { Slugs } from './slug.js';

/** A heading of a page, and where a link to it leads. */
export interface Heading {
  readonly depth: number;
  readonly text: string;
  readonly id: string;
}

/** A heading with the text below it, up to the next one: what a search finds. */
export interface Section extends Heading {
  readonly body: string;
}

/** A page as HTML, with what navigation and search need to know about it. */
export interface RenderedMarkdown {
  readonly html: string;
  readonly title: string;
  readonly sections: readonly Section[];
}

/** Where links and images of a page lead on the site. */
export interface Links {
  /** `undefined`: there is no such place on the site, and the text stays without a link. */
  readonly link: (href: string) => string | undefined;
  /** HTML of an image. */
  readonly image: (href: string, description: string) => string;
}

export function renderMarkdown(text: string, { link, image }: Links): RenderedMarkdown {
  const marked = new Marked({ gfm: true });
  const tokens = marked.lexer(text);
  const sections = sectionsOf(tokens);
  const headings = sections[Symbol.iterator]();

  marked.use({
    renderer: {
      heading({ depth, tokens: inline }) {
        const { id } = headings.next().value ?? { id: '' };
        const content = this.parser.parseInline(inline);
        const anchor = `<a class="anchor" href="#${id}" aria-label="Link to this section">#</a>`;
        return `<h${depth} id="${id}">${content}${depth === 1 ? '' : ` ${anchor}`}</h${depth}>\n`;
      },
      code({ text: code, lang = '' }) {
        const language = lang.split(/\s/)[0] ?? '';
        const label = language === '' ? 'Code' : `Code, ${language}`;
        const content = highlight(code, language);
        return `<div class="code"><pre tabindex="0" aria-label="${label}"><code>${content}\n</code></pre></div>\n`;
      },
      link({ href, tokens: inline }) {
        const content = this.parser.parseInline(inline);
        const target = link(href);
        return target === undefined ? content : `<a href="${escapeHtml(target)}">${content}</a>`;
      },
      image: ({ href, text: description }) => image(href, description),
      html: ({ text: html }) => (html.trim().startsWith('<!--') ? '' : html),
    },
  });

  const html = marked
    .parser(tokens)
    .replaceAll(
      '<table>',
      '<div class="table" tabindex="0" role="group" aria-label="Table"><table>',
    )
    .replaceAll('</table>', '</table></div>');
  return { html, title: sections[0]?.text ?? '', sections };
}

function sectionsOf(tokens: readonly Token[]): readonly Section[] {
  const slugs = new Slugs();
  const sections: (Heading & { body: string })[] = [];
  for (const token of tokens) {
    if (token.type === 'heading') {
      const { depth, text } = token as Tokens.Heading;
      sections.push({ depth, text: withoutMarkup(text), id: slugs.of(text), body: '' });
    } else {
      const section = sections.at(-1);
      if (section !== undefined) section.body += `${textOf(token)}\n`;
    }
  }
  return sections;
}

function textOf(token: Token): string {
  if (token.type === 'html') return '';
  const text = token.type === 'code' ? (token as Tokens.Code).text : withoutMarkup(token.raw);
  return text.replaceAll(/[|\s]+/g, ' ').replaceAll(/-{3,}/g, '');
}
