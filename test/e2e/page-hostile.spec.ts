import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { SamplePage, STARTING } from '#test/support/sample-page.js';
import { SampleProcess } from '#test/support/sample-process.js';

describe.skipIf(!hasChromium())('The page stays right', () => {
  let shown: SamplePage;
  beforeAll(async () => {
    shown = await SamplePage.open();
  }, STARTING);
  afterAll(() => shown[Symbol.asyncDispose]());

  const press = (name: string) => shown.page.getByRole('button', { name, exact: true }).click();

  it('about a body of emoji: whole characters, counted as people do', async () => {
    await shown.sendAndWait('😀'.repeat(150));
    const text = shown.page.locator('#messages .text').first();
    await expect.poll(() => text.innerText()).toMatch(/^(😀){140} …\s+150 characters$/u);
    await press('Receive a message');
    await shown.shows('#last-webhook-what', '/webhooks/sms');
    const body = shown.page.getByLabel('Its parameters, one per line');
    await body.fill((await body.inputValue()).replace(/^Body=.*$/m, 'Body=Hi 😀'));
    await press('Change one character');
    await shown.shows('#last-webhook-verdict', 'rejected: bad-signature');
    await press('Restore');
  });

  it('about the token in use: its bar is as full as the ring, whatever the clock here says', async () => {
    await shown.page.clock.install({ time: Date.now() + 3_600_000 });
    await shown.page.reload();
    await shown.isReady();
    const share = await shown.page
      .locator('#tokens > li:first-child svg')
      .evaluate((svg) =>
        [...svg.querySelectorAll('.fresh, .stale')]
          .map((rect) => Number(rect.getAttribute('width')))
          .reduce((sum, width) => sum + width),
      );
    const offset = await shown.page.locator('#token-ring').getAttribute('stroke-dashoffset');
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(60);
    expect(Math.abs(share - Number(offset))).toBeLessThan(1);
  });

  it('where the session cannot be read: it shows the state, and asks to sign in', async () => {
    const page = await shown.browser.newPage();
    await page.route('**/session', (route) => route.abort());
    await page.goto(shown.sample.url);
    await page.locator('html[data-ready]').waitFor();
    expect(await page.locator('#sign-in').isVisible()).toBe(true);
    await page.close();
  });

  it('where a proxy answers instead of the app: it connects again', async () => {
    const page = await shown.browser.newPage();
    await page.route('**/events', (route) => route.fulfill({ status: 502 }), { times: 1 });
    await page.goto(shown.sample.url);
    await expect
      .poll(() => page.locator('#connection').innerText(), { timeout: 10_000 })
      .toBe('Live');
    await page.close();
  });

  it('in one of two tabs, after the reader has signed out in the other', async () => {
    await press('Sign in');
    await shown.page.locator('#signed-in').waitFor();
    // As a tab does it: with the same cookies.
    await shown.page.context().request.delete(`${shown.sample.url}/session`);

    await press('Issue a voice token');
    await shown.shows('#access-result', 'You are signed out');
    expect(await shown.page.locator('#signed-in').isVisible()).toBe(false);
    expect(await shown.page.getByLabel('Your name').isVisible()).toBe(true);
  });

  it(
    'after a restart of the app: nothing of the process before is left on it',
    async () => {
      await press('Sign in');
      await shown.page.locator('#signed-in').waitFor();
      await shown.sample[Symbol.asyncDispose]();
      await shown.shows('#connection', 'Not connected');
      const { port } = new URL(shown.sample.url);
      await using _again = await SampleProcess.start({ PORT: port });

      await expect
        .poll(() => shown.text('#messages-note'), { timeout: 15_000 })
        .toMatch(/^None since/);
      await shown.page.locator('#sign-in').waitFor();
      expect(await shown.text('#connection')).toBe('Live');
      expect(await shown.text('#last-webhook-what')).toContain('None yet');
      expect(await shown.page.getByLabel('The header X-Twilio-Signature').inputValue()).toBe('');
      expect(await shown.text('#webhook-result')).toBe('');
    },
    STARTING,
  );
});
