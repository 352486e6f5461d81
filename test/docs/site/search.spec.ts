import { beforeAll, describe, expect, it } from 'vitest';
import { search, type SearchSection } from './search-module.js';
import { renderWholeSite, textOf } from './rendered-site.js';

const section = (heading: string, body: string, page = 'Page'): SearchSection => ({
  url: `${heading}.html`,
  page,
  heading,
  body,
});

describe('The search', () => {
  it('requires every word, and ranks headings above text', () => {
    const sections = [
      section('Something else', 'a webhook and its key'),
      section('Webhook keys', 'how they rotate'),
      section('Keys', 'nothing of the kind'),
    ];
    const found = search(sections, 'webhook key').map(({ heading }) => heading);
    expect(found).toEqual(['Webhook keys', 'Something else']);
  });

  it('ranks whole words above parts of words', () => {
    const sections = [section('Tokens', ''), section('Token', ''), section('accessToken', '')];
    const found = search(sections, 'token').map(({ heading }) => heading);
    expect(found).toEqual(['Token', 'Tokens', 'accessToken']);
  });

  it('shows the text around the first match', () => {
    const [found] = search(
      [section('Heading', `${'x '.repeat(100)}needle ${'y '.repeat(100)}`)],
      'needle',
    );
    expect(found?.excerpt).toMatch(/^… .*needle.* …$/);
  });

  it('finds nothing for an empty query', () => {
    expect(search([section('Heading', 'text')], '  ')).toEqual([]);
  });

  describe('in the whole site', () => {
    let sections: readonly SearchSection[];
    beforeAll(async () => {
      sections = JSON.parse(
        textOf(await renderWholeSite(), 'search-index.json'),
      ) as SearchSection[];
    }, 120_000);

    it.each([
      ['http.timeoutMs', 'options.html#httptimeoutms'],
      ['TWILIO_API_KEY_SID', 'environment-variables.html#twilio_api_key'],
      ['isGlobal', 'options.html#isglobal'],
      ['bad-signature', 'webhooks.html'],
      ['TwilioAccounts', 'api/nestjs-twilio-auth.html#twilioaccounts'],
    ])('finds for %s the page %s', (query, url) => {
      expect(
        search(sections, query)
          .map((found) => found.url)
          .join(' '),
      ).toContain(url);
    });
  });
});
