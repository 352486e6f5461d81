import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '#test/support/browser.js';
import { SampleProcess } from '#test/support/sample-process.js';
import { watchPage, type PageWatch } from '#test/support/watched-page.js';

const SCREENSHOTS = 'test-results';

describe.skipIf(!hasChromium())('The page of the sample', () => {
  let sample: SampleProcess;
  let browser: Browser;
  let page: Page;
  let watch: PageWatch;

  beforeAll(async () => {
    sample = await SampleProcess.start();
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    watch = watchPage(page);
    await page.goto(sample.url);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await sample[Symbol.asyncDispose]();
  });

  const text = (selector: string): Promise<string> => page.locator(selector).innerText();
  const shows = (selector: string, words: string | RegExp): Promise<void> =>
    expect.poll(() => text(selector), { timeout: 10_000 }).toMatch(words);

  it('shows the method in use, and why', async () => {
    await shows('#method', 'OAuth 2.0');
    expect(await text('#because')).toContain('strongest fully configured credential');
    await shows('#verdicts', 'api-base-url');
    expect(await text('#verdicts')).toContain('Not in production');
  });

  it('sends a message, and shows its signed callbacks as they arrive', async () => {
    await page.getByLabel('Message', { exact: true }).fill('Is <b>this</b> text?');
    await page.getByRole('button', { name: 'Send', exact: true }).click();

    await shows('#send-result', /Accepted by Twilio in \d+ ms: SM/);
    await shows('#messages', /✓ queued\s+✓ sent\s+✓ delivered/);
    expect(await text('#messages')).toContain('Is <b>this</b> text?');
    expect(await text('#feed')).toContain('Signature verified');
    await shows('[data-station=webhooks]', '3 verified, 0 rejected');
  });

  it('shows the permissions that the calls so far needed, and the policy that follows', async () => {
    await shows('#permissions', '/twilio/messaging/messages/create');
    await shows('#needed-policy', /"allow": \[\s+"\/twilio\/messaging\/messages\/create"/);
    expect(await page.locator('#permissions-empty').isVisible()).toBe(false);
  });

  it('counts down the lifetime of the token', async () => {
    await shows('#token-left', /^[0-2]:\d\d$/);
    const before = await text('#token-left');
    await expect.poll(() => text('#token-left'), { timeout: 5000 }).not.toBe(before);
  });

  it('issues an access token for the signed-in user, and shows its claims', async () => {
    await page.getByLabel('Your name').fill('alice');
    await page.getByRole('button', { name: 'Sign in' }).press('Enter');
    await page.getByRole('button', { name: 'Issue a voice token' }).press('Enter');

    await shows('#access-result', 'A token for alice');
    expect(JSON.parse(await text('#token-header'))).toMatchObject({ cty: 'twilio-fpa;v=1' });
    expect(JSON.parse(await text('#token-claims'))).toMatchObject({
      grants: { identity: 'alice', voice: { incoming: { allow: true } } },
      iss: expect.stringMatching(/^SK/),
    });
  });

  it('shows that a forged callback is rejected', async () => {
    await page.getByRole('button', { name: 'Forge a callback' }).click();
    await shows('#emulator-result', 'answered with 403');
    await shows('#feed', /Webhook rejected[\s\S]*bad-signature/);
  });

  it('answers an incoming message with TwiML', async () => {
    await page.getByRole('button', { name: 'Receive a message' }).click();
    await shows('#emulator-result', 'You said: Hello, is anyone there?');
  });

  it('fetches a new token after the old one was revoked', async () => {
    await page.getByRole('button', { name: 'Revoke every token' }).click();
    await shows('#emulator-result', 'Revoked');
    await page.getByRole('button', { name: 'Send', exact: true }).click();

    await shows('#feed', 'Twilio rejected the token');
    await shows('#send-result', /Accepted by Twilio/);
  });

  it('shows the effect of a reset connection until the fault is switched off', async () => {
    const fault = page.getByRole('switch', { name: 'The connection is reset' });
    await fault.press('Space');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await shows('#send-result', '502, TWILIO_AUTH_CONNECTION_FAILED');

    await fault.press('Space');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await shows('#send-result', /Accepted by Twilio/);
  });

  it('sends no request to other hosts, runs no inline script, and logs no error', async () => {
    expect(watch.foreignRequests(sample.url)).toEqual([]);
    // The reset connection was answered with 502, which the browser logs as an error.
    expect(watch.errors.filter((error) => !error.includes('502'))).toEqual([]);
    expect(await page.locator('[style], script:not([src])').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('looks right in %s, on desktop and phone', async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const [device, width] of [
      ['desk', 1280],
      ['phone', 360],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await page.screenshot({
        path: `${SCREENSHOTS}/page-${device}-${scheme}.png`,
        fullPage: true,
      });
    }
  });
});
