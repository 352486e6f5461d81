import { afterAll, beforeAll, describe, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { PICTURES, SamplePage, STARTING } from '#test/support/sample-page.js';

describe.skipIf(!hasChromium())('The page of the sample, to look at', () => {
  let shown: SamplePage;
  beforeAll(async () => {
    process.stdout.write(`Pictures of the page, those of page-faults.spec.ts too: ${PICTURES}\n`);
    shown = await SamplePage.open({}, { reducedMotion: 'reduce' });
  }, STARTING);
  afterAll(() => shown[Symbol.asyncDispose]());

  it('before the first call', () => shown.photograph('empty'));

  it.each(['light', 'dark'] as const)('from right to left, in %s', async (colorScheme) => {
    await shown.page.emulateMedia({ colorScheme });
    await shown.sendAndWait('مرحبا، هل تسمعني؟ (1)');
    await shown.shows('#messages > li:first-child', '✓ delivered');
    await shown.photograph(`right-to-left-${colorScheme}`);
    await shown.photograph(`right-to-left-${colorScheme}`, 360);
  });

  it('with 200 messages', async () => {
    const message = { to: '+15551234567', body: 'One of many' };
    for (let sent = 0; sent < 200; sent += 20) {
      await Promise.all(
        Array.from({ length: 20 }, () => shown.sample.call('POST', '/messages', message)),
      );
    }
    await shown.shows('#messages-note', /^20\d sent/);
    await shown.photograph('200-messages');
  }, 60_000);
});
