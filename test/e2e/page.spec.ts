import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { SamplePage, STARTING } from '#test/support/sample-page.js';

describe.skipIf(!hasChromium())('The page of the sample', () => {
  let shown: SamplePage;
  beforeAll(async () => {
    shown = await SamplePage.open();
  }, STARTING);
  afterAll(() => shown[Symbol.asyncDispose]());

  it('shows the method in use, why, and what production says to it', async () => {
    expect(await shown.text('#method')).toBe('OAuth 2.0');
    expect(await shown.text('#because')).toContain('strongest fully configured credential');
    expect(await shown.text('#policy-headline')).toBe('Production refuses it: api-base-url');
    expect(await shown.text('#verdicts')).toContain('In production: error');
    // OAuth signs no access tokens, and the page says what does.
    await shown.page.locator('#account > summary').click();
    expect(await shown.text('#limits')).toContain('It cannot sign access tokens');
    expect(await shown.text('#facts')).toMatch(/SK[0-9a-f]{32}, another credential/);
  });

  it('explains calls, webhooks and access tokens in one sentence each', async () => {
    const sentences = shown.page.locator('.story p:not(.fact)');
    expect(await sentences.allInnerTexts()).toEqual([
      expect.stringMatching(/^To call Twilio, this app exchanges .+\.$/),
      expect.stringMatching(/^When Twilio calls back, it signs .+\.$/),
      expect.stringMatching(/^A browser or a phone .+ access token.+\.$/),
    ]);
  });

  it('makes no call to Twilio by itself', async () => {
    const { body } = await shown.sample.call('GET', '/state');
    expect(body).toMatchObject({ tokens: { calls: 0, fetched: 0 } });
    expect(await shown.text('#fact-calls')).toBe('Nothing sent since the start');
    await shown.photograph('empty');
  });

  it('says of a message that this application refused that Twilio was not asked', async () => {
    const to = shown.page.getByLabel('To', { exact: true });
    await to.fill('555');
    await shown.send();
    await shown.shows('#send-result', /This app refused it, and asked Twilio nothing: to must be/);
    expect(await shown.page.locator('#wire li').count()).toBe(0);
    await shown.shows('#fact-calls', '0 sent, 1 failed; 0 calls with 0 tokens');
    await to.fill('+15551234567');
  });

  it('sends a message, and shows its signed callbacks as they arrive', async () => {
    await shown.send('Is <b>this</b> text?');

    await shown.shows('#send-result', /Accepted by Twilio in [\d.]+ m?s, at \d\d:\d\d:\d\d: SM/);
    await shown.shows('#messages', /✓ queued\s+✓ sent\s+✓ delivered/);
    expect(await shown.text('#messages')).toContain('Is <b>this</b> text?');
    await shown.shows('#fact-webhooks', '3 verified, 0 rejected');
    await shown.page.locator('#activity > summary').click();
    await shown.shows('#feed', 'Signature verified');
  });

  it('shows the requests of a send: token, number, message', async () => {
    const rows = await shown.page.locator('#wire li').allInnerTexts();
    expect(rows).toEqual([
      expect.stringMatching(/Token\s+POST \/v2\/token\s+200/),
      expect.stringMatching(/Our number\s+GET .+IncomingPhoneNumbers\.json\s+200/),
      expect.stringMatching(/Message\s+POST .+Messages\.json\s+201/),
    ]);
  });

  it('shows the permissions that the calls so far needed, and the policy that follows', async () => {
    await shown.page.locator('#permissions > summary').click();
    await shown.shows('#permission-names', '/twilio/messaging/messages/create');
    await shown.shows('#needed-policy', /"allow": \[\s+"\/twilio\/messaging\/messages\/create"/);
  });

  it('counts down the lifetime of the token', async () => {
    await shown.shows('#token-left', /^[0-2]:\d\d$/);
    const before = await shown.text('#token-left');
    await expect.poll(() => shown.text('#token-left'), { timeout: 5000 }).not.toBe(before);
  });

  it('issues an access token for the signed-in user, and shows its claims', async () => {
    const { page } = shown;
    await page.getByLabel('Your name').fill('alice');
    await page.getByRole('button', { name: 'Sign in' }).press('Enter');
    await page.getByRole('button', { name: 'Issue a voice token' }).press('Enter');

    await shown.shows('#access-result', 'A token for alice');
    expect(JSON.parse(await shown.text('#token-header'))).toMatchObject({ cty: 'twilio-fpa;v=1' });
    expect(JSON.parse(await shown.text('#token-claims'))).toMatchObject({
      grants: { identity: 'alice', voice: { incoming: { allow: true } } },
      iss: expect.stringMatching(/^SK/),
    });
  });

  it('shows that a forged callback is rejected', async () => {
    await shown.page.getByRole('button', { name: 'Forge a callback' }).click();
    await shown.shows('#webhook-result', 'answered with 403');
    await shown.shows('#fact-webhooks', ', 1 rejected');
    await shown.shows('#feed', /Webhook rejected[\s\S]*bad-signature/);
  });

  it('answers an incoming message with TwiML', async () => {
    await shown.page.getByRole('button', { name: 'Receive a message' }).click();
    await shown.shows('#webhook-result', 'You said: Hello, is anyone there?');
    await shown.shows('#messages', 'Hello, is anyone there?');
  });

  it('folds a message of 1,600 characters, so that it pushes nothing away', async () => {
    await shown.sendAndWait('word '.repeat(320).trim());
    const item = shown.page.locator('#messages > li').first();
    await item.locator('summary').waitFor();
    expect((await item.boundingBox())!.height).toBeLessThan(200);

    await item.locator('summary').click();
    expect((await item.locator('details > p').innerText()).length).toBe(1599);
    // It stays unfolded when its next callback arrives.
    await shown.shows('#messages > li:first-child', '✓ delivered');
    expect(await item.locator('details').getAttribute('open')).toBe('');
  });

  it.each([
    ['Hebrew', 'light', 'שלום עולם!'],
    ['Arabic', 'dark', 'مرحبا، هل تسمعني؟ (1)'],
  ] as const)('shows a message in %s from right to left, also in %s', async (_, scheme, body) => {
    await shown.page.emulateMedia({ colorScheme: scheme });
    await shown.sendAndWait(body);
    const text = shown.page.locator('#messages .text').first();
    await expect.poll(() => text.innerText()).toBe(body);
    expect(await text.evaluate((element) => element.matches(':dir(rtl)'))).toBe(true);
    const input = shown.page.getByLabel('Message', { exact: true });
    expect(await input.evaluate((element) => element.matches(':dir(rtl)'))).toBe(true);
    await shown.shows('#messages > li:first-child', '✓ delivered');
    await shown.photograph(`right-to-left-${scheme}`);
    await shown.photograph(`right-to-left-${scheme}`, 360);
  });

  it('sends no request to other hosts, runs no inline script, and logs no error', async () => {
    expect(shown.watch.foreignRequests(shown.sample.url)).toEqual([]);
    // But the answer to the message that was refused.
    expect(shown.watch.errors.filter((error) => !error.includes('400'))).toEqual([]);
    expect(
      await shown.page.locator('[style]:not([style=""]), style, script:not([src])').count(),
    ).toBe(0);
  });
});
