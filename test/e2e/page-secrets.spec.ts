import { TwilioEmulator } from 'twilio-auth-emulator';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '#test/support/browser.js';
import { SampleProcess } from '#test/support/sample-process.js';
import { watchPage } from '#test/support/watched-page.js';

const METHODS = ['oauth', 'api-key', 'auth-token'] as const;

describe.skipIf(!hasChromium())('The browser gets no secret', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it.each(METHODS)('with method %s', { timeout: 120_000 }, async (method) => {
    await using twilio = await TwilioEmulator.start();
    const { account } = twilio;
    await using sample = await SampleProcess.start({
      NODE_ENV: 'development',
      ...twilio.env(method),
      TWILIO_WEBHOOK_SIGNING_KEYS: account.authToken,
      TWILIO_ACCESS_TOKEN_KEY: account.apiKeys.standard.sid,
      TWILIO_ACCESS_TOKEN_SECRET: account.apiKeys.standard.secret,
    });
    const page = await browser.newPage();
    const watch = watchPage(page);

    await page.goto(sample.url);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page
      .getByText(/Accepted by Twilio/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Issue a voice token' }).click();
    await page.locator('#token-claims').waitFor();

    await page.getByRole('button', { name: 'Start this in production' }).click();
    await page.locator('#refusal').waitFor();
    const state = JSON.stringify((await sample.call('GET', '/state')).body);

    const seen = (await watch.answers()) + (await page.content()) + state;
    expect(seen).toContain(account.sid);
    for (const secret of secretsOf(twilio)) expect(seen).not.toContain(secret);
    // The session cookie is not readable by scripts.
    expect(await page.evaluate(() => document.cookie)).toBe('');
    // Faults can be switched on for the emulator only.
    expect(await page.getByRole('switch').count()).toBe(0);
  });
});

function secretsOf({ account }: TwilioEmulator): readonly string[] {
  const { main, standard, restricted } = account.apiKeys;
  const plain = [account.authToken, account.oauthApp.clientSecret];
  const secrets = [...plain, main.secret, standard.secret, restricted.secret];
  return secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('base64url')]);
}
