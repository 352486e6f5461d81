import { descriptionOf, type RenderedPage } from './layout.js';

const TITLE = '# nestjs-twilio-auth';
const SUMMARY =
  '> A NestJS module that authenticates with Twilio: OAuth apps, API keys, the Auth Token on a ' +
  'developer’s machine, and test credentials. It injects the real `twilio` SDK client, issues access ' +
  'tokens, verifies webhooks, and refuses unsafe credentials in production. `twilio-auth-emulator` ' +
  'is an offline Twilio for development and tests; `twilio-permissions` knows which permission a ' +
  'request needs.';

/** The list of pages in the form of https://llmstxt.org: each is there as Markdown too. */
export function renderLlmsIndex(pages: readonly RenderedPage[]): string {
  const listed = pages.filter(({ isListed }) => isListed);
  const parts = [...new Set(listed.map(({ part }) => part))].map((part) => {
    const items = listed
      .filter((page) => page.part === part)
      .map((page) => `- [${page.title}](${markdownOf(page)}): ${descriptionOf(page)}`);
    return `## ${part}\n\n${items.join('\n')}`;
  });
  return `${[TITLE, SUMMARY, ...parts].join('\n\n')}\n`;
}

/** The whole documentation in one file. */
export function renderLlmsFull(pages: readonly RenderedPage[]): string {
  const texts = pages.filter(({ isListed }) => isListed).map(({ markdown }) => markdown.trim());
  return `${[TITLE, SUMMARY, ...texts].join('\n\n')}\n`;
}

/** Where the Markdown of a page is on the site. */
export function markdownOf({ output }: Pick<RenderedPage, 'output'>): string {
  return output.replace(/\.html$/, '.md');
}
