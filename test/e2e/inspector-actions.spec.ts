import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { InspectorPage } from '#test/support/inspector-page.js';

describe.skipIf(!hasChromium())('With the inspector of the emulator one can', () => {
  let shown: InspectorPage;
  beforeAll(async () => {
    shown = await InspectorPage.open();
  }, 120_000);
  afterAll(() => shown[Symbol.asyncDispose]());

  const button = (name: string) => shown.page.getByRole('button', { name, exact: true });

  it('switch faults on and off, also those of a test', async () => {
    const { twilio, page } = shown;
    const down = page.getByRole('switch', { name: 'Twilio is down' });
    await down.press('Space');
    await expect
      .poll(() => twilio.faults.list().map(({ fault }) => fault))
      .toEqual([{ kind: 'outage' }]);
    await shown.post('Messages', { Body: 'x' });
    await shown.shows('#request-list', /503 20503\s+POST[\s\S]*failed/);
    await shown.shows('#fault-switches', 'Applied to 1 request.');
    await down.press('Space');
    await expect.poll(() => twilio.faults.list()).toHaveLength(0);

    twilio.faults.inject({ kind: 'throttle', when: { path: '/Calls' } });
    await shown.shows('#fault-list', '"path":"/Calls"');
    await button('Remove throttle').click();
    await expect.poll(() => twilio.faults.list()).toHaveLength(0);
    await expect.poll(() => page.locator('#more-faults').isVisible()).toBe(false);
  });

  it('see a fault switched off that a test removed', async () => {
    const { twilio, page } = shown;
    const slow = page.getByRole('switch', { name: 'The connection is cut' });
    await slow.click();
    await expect.poll(() => twilio.faults.list()).toHaveLength(1);
    await expect(shown.post('Messages', { Body: 'x' })).rejects.toThrow('fetch failed');
    await shown.shows('#request-list', /–\s+POST[\s\S]*no answer/);
    twilio.faults.clear();
    await expect.poll(() => slow.isChecked(), { timeout: 10_000 }).toBe(false);
  });

  it('receive a message, and read the reply of the application', async () => {
    await shown.page.getByLabel('Message', { exact: true }).fill('Where is my parcel?');
    await button('Receive').click();
    await shown.shows('#inbound-result', 'url is needed: +15005550010 has no SmsUrl');
    await shown.page.getByLabel('Webhook URL').fill(`${shown.app.origin}/sms`);
    await button('Receive').click();
    await shown.shows('#inbound-result', 'Your webhook answered 200. It replies: We will look.');
    await shown.shows('#traffic-list', /We will look\.[\s\S]*received\s+Where is my parcel\?/);
    expect(shown.app.requests[0]?.body).toContain('Body=Where+is+my+parcel');
    await shown.page.getByLabel('Webhook URL').fill('http://127.0.0.1:1/');
    await button('Receive').click();
    await shown.shows(
      '#inbound-result',
      'No answer from http://127.0.0.1:1/: connect ECONNREFUSED',
    );
  });

  it('start over, after a second question', async () => {
    const { twilio } = shown;
    await button('Reset the emulator').press('Enter');
    await button('Keep it').press('Enter');
    expect(twilio.requests.total).toBeGreaterThan(0);
    await button('Reset the emulator').click();
    await button('Yes, delete all').click();
    await shown.shows('#reset-result', 'The emulator starts over.');
    await shown.shows('#traffic-empty', 'None yet');
    expect(twilio.requests.total).toBe(0);
    const reset = button('Reset the emulator');
    expect(await reset.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('see that the emulator has stopped, and that it is there again', async () => {
    const { page } = shown;
    await shown.shows('#connection', 'Live');
    await page.route('**/__emulator/overview', (route) => route.abort());
    await shown.shows('#connection', 'No connection, trying again');
    await page.unroute('**/__emulator/overview');
    await shown.shows('#connection', 'Live');
  });
});

describe.skipIf(!hasChromium())('The inspector of an emulator with a control token', () => {
  it('asks for it, and shows nothing before', { timeout: 120_000 }, async () => {
    const controlToken = 'a-token-of-16-characters';
    await using shown = await InspectorPage.open({ controlToken });
    const { page } = shown;
    await page.getByLabel('Control token').fill('not that one at all');
    expect(await page.locator('#content').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Open' }).click();
    await shown.shows('#token-result', 'That is not the control token.');
    await page.getByLabel('Control token').fill(controlToken);
    await page.getByLabel('Control token').press('Enter');
    await shown.shows('#accounts', 'Standard key');
    await shown.post('Messages', { Body: 'x' });
    await shown.shows('#request-list', '201');
    await page.getByRole('switch', { name: 'Twilio is down' }).click();
    await expect.poll(() => shown.twilio.faults.list()).toHaveLength(1);
    await page.reload();
    await shown.shows('#request-list', '201');
    expect(page.url()).not.toContain(controlToken);
  });
});
