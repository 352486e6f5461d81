import { describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '#test/support/browser.js';
import { SampleProcess } from '#test/support/sample-process.js';

describe.skipIf(!hasChromium())(
  'The page with test credentials, which cannot list messages',
  () => {
    it('says so, and does not request the list again', { timeout: 120_000 }, async () => {
      await using sample = await SampleProcess.start({ TWILIO_AUTH_METHOD: 'test' });
      await using browser = await launchChromium();
      const page = await browser.newPage();
      let lists = 0;
      page.on('request', (request) => {
        if (request.method() === 'GET' && request.url().endsWith('/messages')) lists += 1;
      });

      await page.clock.install({ time: 0 });
      await page.clock.pauseAt(1000);
      await page.goto(sample.url);
      await page.getByText('Test credentials', { exact: true }).waitFor();
      await page.getByText(/The list cannot be shown:.*TWILIO_AUTH_CAPABILITY/).waitFor();
      await page.getByText('Rejected before it was sent').first().waitFor();
      // The page requests everything else again; the list would be requested with it.
      const faults = page.waitForResponse((response) => response.url().endsWith('/faults'));
      await page.clock.runFor(1500);
      await faults;

      expect(lists).toBe(1);
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page
        .getByText(/Accepted by Twilio/)
        .first()
        .waitFor();
    });
  },
);
