import { describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { SamplePage, STARTING } from '#test/support/sample-page.js';
import { SampleProcess } from '#test/support/sample-process.js';

describe.skipIf(!hasChromium())('The page shows a rotation', () => {
  it(
    'of the OAuth secret, each step of it, and that no call failed meanwhile',
    async () => {
      await using shown = await SamplePage.open();
      await shown.page.locator('#rotation > summary').click();
      expect(await shown.text('#rotation-headline')).toBe('Not yet');
      const begun = shown.page.waitForResponse((response) => response.url().endsWith('/rotations'));
      await shown.page.getByRole('button', { name: 'Rotate the OAuth secret' }).click();
      expect((await begun).status()).toBe(202);
      const again = await shown.sample.call('POST', '/emulator/rotations');
      expect(again.status).toBe(409);

      await shown.shows('#rotation-headline', /^[1-9]\d+ calls meanwhile, 0 failed$/);
      const steps = await shown.page.locator('#rotation-steps > li').allInnerTexts();
      expect(steps).toEqual([
        expect.stringContaining('asks for another secret'),
        expect.stringContaining('Both secrets are valid'),
        expect.stringContaining('accepts the new secret'),
        expect.stringContaining('fetches its next token with it'),
        expect.stringContaining('The old secret has ended'),
      ]);
      await shown.shows('#tokens', 'Fetched with a new secret');

      // The new secret is the one in use: without a token, it gets another one.
      await shown.page.getByRole('button', { name: 'Revoke every token' }).click();
      await shown.shows('#revoke-result', 'Revoked');
      await shown.send();
      await shown.shows('#send-result', /Accepted by Twilio/);
    },
    STARTING,
  );
});

describe('A rotation of the sample', () => {
  it(
    'is of its OAuth secret only',
    async () => {
      await using sample = await SampleProcess.start({ TWILIO_AUTH_METHOD: 'api-key' });
      expect((await sample.call('POST', '/emulator/rotations')).status).toBe(404);
      const { body } = await sample.call('GET', '/state');
      expect(body).not.toHaveProperty('sections.rotation');
    },
    STARTING,
  );
});
