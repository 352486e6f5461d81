import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { SamplePage, STARTING } from '#test/support/sample-page.js';
import { SampleProcess } from '#test/support/sample-process.js';

describe.skipIf(!hasChromium())('The page explains the signature of a webhook', () => {
  let shown: SamplePage;
  beforeAll(async () => {
    shown = await SamplePage.open();
    await shown.page.getByRole('button', { name: 'Receive a message' }).click();
    await shown.shows('#last-webhook-verdict', 'Verified with the key "key-1".');
  }, STARTING);
  afterAll(() => shown[Symbol.asyncDispose]());

  const press = (name: string) => shown.page.getByRole('button', { name, exact: true }).click();
  const header = () => shown.page.getByLabel('The header X-Twilio-Signature').inputValue();

  it('by its URL, its sorted parameters, and an HMAC that is the header', async () => {
    const names = await shown.page.locator('#last-webhook-text b').allInnerTexts();
    expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(await shown.text('#last-webhook-text .url')).toBe(`${shown.sample.url}/webhooks/sms`);
    await shown.shows('#last-webhook-hmac', /key-1 \(its value never leaves the server\)/);
    const [made, given] = await shown.page
      .locator('#last-webhook-hmac dd')
      .allInnerTexts()
      .then((all) => all.slice(1));
    expect(made).toBe(given);
    expect(given).toBe(await header());
  });

  it('which one other character breaks', async () => {
    await press('Change one character');
    await shown.shows(
      '#last-webhook-verdict',
      /would be rejected: bad-signature.+the body differs/,
    );
    expect(await shown.page.locator('#last-webhook-text mark').allInnerTexts()).toEqual(['x']);
    const [, made, given] = await shown.page.locator('#last-webhook-hmac dd').allInnerTexts();
    expect(made).not.toBe(given);
  });

  it('which another scheme breaks, with what differs', async () => {
    await press('Change to https');
    await shown.shows('#last-webhook-verdict', /rejected: bad-signature\. Differs in scheme/);
    expect(await shown.page.locator('#last-webhook-text mark').allInnerTexts()).toEqual(['s']);
  });

  it('which another order of the parameters does not break', async () => {
    await press('Reverse the order');
    await shown.shows('#last-webhook-verdict', 'It would be verified with the key "key-1".');
    expect(await shown.page.locator('#last-webhook-text mark').count()).toBe(0);
  });

  it('and that of another account is not checked at all', async () => {
    await press('Restore');
    const body = shown.page.getByLabel('Its parameters, one per line');
    await body.fill(
      (await body.inputValue()).replace(/^AccountSid=AC.*$/m, `AccountSid=AC${'0'.repeat(32)}`),
    );
    await press('Verify');
    await shown.shows('#last-webhook-verdict', 'It would be rejected: unknown-account.');
  });

  it('while what a reader changes stays, and counts as no webhook', async () => {
    await shown.shows('#fact-webhooks', '1 verified, 0 rejected');
    await press('Receive a message');
    await shown.shows('#fact-webhooks', '2 verified, 0 rejected');
    expect(await shown.page.getByLabel('Its parameters, one per line').inputValue()).toContain(
      'AC000',
    );
    expect(shown.sample.output).toContain('A webhook that nobody sent is verified for the page');
  });

  it('to whoever has only a keyboard: send, change a character, and read why it fails', async () => {
    const { page } = shown;
    await page.reload();
    await shown.isReady();
    const tabTo = async (name: string): Promise<void> => {
      const target = page.getByRole('button', { name, exact: true });
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        if (await target.evaluate((element) => element === document.activeElement)) return;
      }
      throw new Error(`The keyboard does not reach "${name}".`);
    };
    await tabTo('Send');
    await page.keyboard.press('Enter');
    await shown.shows('#messages', '✓ delivered');
    await shown.shows('#last-webhook-what', 'POST /webhooks/status');
    await tabTo('Change one character');
    await page.keyboard.press('Enter');
    await shown.shows('#last-webhook-verdict', /rejected: bad-signature/);
    expect(await page.locator('#last-webhook-verdict').getAttribute('role')).toBe('status');
  });
});

describe('The inspection of webhooks', () => {
  it(
    'does not exist in production, and captures nothing there',
    async () => {
      const password = 'a-password-of-the-sample';
      await using sample = await SampleProcess.start({
        NODE_ENV: 'production',
        SAMPLE_PASSWORD: password,
        TWILIO_ACCOUNT_SID: `AC${'0'.repeat(31)}1`,
        TWILIO_API_KEY: `SK${'0'.repeat(31)}1`,
        TWILIO_API_SECRET: 'a-secret-of-no-account',
        TWILIO_WEBHOOK_SIGNING_KEYS: 'fedcba9876543210fedcba9876543210',
      });
      const authorization = `Basic ${Buffer.from(`x:${password}`).toString('base64')}`;
      const webhook = { url: 'https://example.com/webhooks/sms', body: 'a=b', signature: 'c' };

      const inspected = await sample.call('POST', '/webhook-inspections', webhook, {
        authorization,
      });
      expect(inspected.status).toBe(404);
      const signed = await sample.call('POST', '/emulator/signatures', webhook, { authorization });
      expect(signed.status).toBe(404);
      expect((await sample.call('POST', '/webhooks/sms', webhook)).status).toBe(403);
      const { body } = await sample.call('GET', '/state', undefined, { authorization });
      expect(body).toMatchObject({ webhooks: { rejected: 1 } });
      expect(body).not.toHaveProperty('webhooks.latest');
    },
    STARTING,
  );
});
