import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { SamplePage, STARTING } from '#test/support/sample-page.js';
import { SampleProcess } from '#test/support/sample-process.js';

const PATIENCE = { timeout: 20_000 };

describe.skipIf(!hasChromium())('The page shows what production says', () => {
  let shown: SamplePage;
  beforeAll(async () => {
    shown = await SamplePage.open();
  }, STARTING);
  afterAll(() => shown[Symbol.asyncDispose]());

  it('to this configuration, in the words that a start prints', async () => {
    await shown.page.getByRole('button', { name: 'Start this in production' }).click();
    await shown.shows('#start-result', 'It does not start. This is what it prints:');
    expect(await shown.text('#refusal')).toMatch(
      /^TWILIO_AUTH_POLICY_VIOLATION\nThis configuration is not allowed in production .+\n +- \[api-base-url\]/,
    );
    // It has happened elsewhere: this application logs nothing of it, and is no production now.
    expect(shown.sample.output).not.toMatch(/\b(ERROR|WARN)\b/);
    const { body } = await shown.sample.call('GET', '/auth');
    expect(body).toMatchObject({ environment: { name: 'development' } });
  });

  it('to each method, beside what it sends and cannot do', async () => {
    await shown.page.locator('#methods > summary').click();
    await shown.shows('#methods-note', 'Each was started as in production');
    const cards = shown.page.locator('#method-list > li');
    await expect
      .poll(() => cards.locator('.tag').allInnerTexts(), PATIENCE)
      .toEqual(['starts', 'starts', 'refused', 'refused']);
    expect(await cards.locator('h4').allInnerTexts()).toEqual([
      'OAuth app in use here',
      'API key',
      'Auth Token',
      'Test credentials',
    ]);
    expect(await cards.nth(0).innerText()).toContain('be used outside the US1 region');
    await cards.nth(2).locator('summary').click();
    expect(await cards.nth(2).innerText()).toContain('REST calls authenticate with the Auth Token');
  });

  it('and reads the access token of a browser aloud, claim by claim', async () => {
    await shown.page.getByRole('button', { name: 'Sign in' }).click();
    await shown.page.getByRole('button', { name: 'Issue a voice token' }).click();
    await shown.shows('#token-aloud', 'Who holds it: alice.');
    const aloud = await shown.text('#token-aloud');
    expect(aloud).toContain('May receive calls, and nothing else.');
    expect(aloud).toMatch(/expires at \d\d:\d\d:\d\d: 10 minutes/);
    const claims = JSON.parse(await shown.text('#token-claims')) as object;
    const header = JSON.parse(await shown.text('#token-header')) as object;
    for (const name of Object.keys({ ...header, ...claims })) expect(aloud).toContain(name);
  });
});

describe('The rehearsal of production', () => {
  const SECRET = 'a-secret-of-no-account-0123456789';
  const account = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(31)}1` };
  const configurations = {
    'an API key': {
      ...account,
      TWILIO_API_KEY: `SK${'0'.repeat(31)}1`,
      TWILIO_API_SECRET: SECRET,
    },
    'an Auth Token': { ...account, TWILIO_AUTH_TOKEN: SECRET },
  };

  it.each([
    ['an API key', 'set SAMPLE_PASSWORD'],
    ['an Auth Token', 'TWILIO_AUTH_POLICY_VIOLATION'],
  ] as const)(
    'prints for %s what a start in production prints',
    async (name, words) => {
      const variables = configurations[name];
      await using sample = await SampleProcess.start({ NODE_ENV: 'development', ...variables });
      const { body } = await sample.call('GET', '/production');
      expect(body).toMatchObject({ current: { starts: false } });
      const { text } = (body as { readonly current: { readonly text: string } }).current;
      expect(text).toContain(words);
      expect(JSON.stringify(body)).not.toContain(SECRET);
      const real = await SampleProcess.failedStart({ NODE_ENV: 'production', ...variables });
      expect(real.output.trim()).toBe(text);
    },
    STARTING,
  );
});
