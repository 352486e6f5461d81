import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { SamplePage, STARTING } from '#test/support/sample-page.js';

const FOLDER = 'test-results/page';

describe.skipIf(!hasChromium())('The page of the sample, to look at', () => {
  let shown: SamplePage;
  beforeAll(async () => {
    process.stdout.write(`Pictures of the page: ${FOLDER}\n`);
    shown = await SamplePage.open({}, { reducedMotion: 'reduce' });
  }, STARTING);
  afterAll(() => shown[Symbol.asyncDispose]());

  const photograph = async (name: string, width: number): Promise<void> => {
    await shown.page.setViewportSize({ width, height: 900 });
    expect(await shown.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await shown.page.screenshot({ path: `${FOLDER}/${name}-${width}.png`, fullPage: true });
  };

  it('before the first call', () => photograph('empty', 1440));

  it.each([
    ['Twilio is slow', /Accepted/],
    ['Too many requests, twice', /3 attempts/],
    ['The connection is reset', /Not sent/],
    ['Twilio is down', /Not sent/],
  ])('while %s', async (fault, result) => {
    await shown.toggle(fault);
    await shown.send();
    await shown.shows('#send-result', result);
    await photograph(`fault-${fault.toLowerCase().replaceAll(/\W+/g, '-')}`, 1440);
    const control = shown.page.getByRole('switch', { name: fault });
    if (await control.isChecked()) await shown.toggle(fault);
  });

  it.each(['light', 'dark'] as const)('from right to left, in %s', async (colorScheme) => {
    await shown.page.emulateMedia({ colorScheme });
    await shown.sendAndWait('مرحبا، هل تسمعني؟ (1)');
    await shown.shows('#messages > li:first-child', '✓ delivered');
    await photograph(`right-to-left-${colorScheme}`, 1440);
    await photograph(`right-to-left-${colorScheme}`, 360);
  });

  it('with 200 messages', async () => {
    const message = { to: '+15551234567', body: 'One of many' };
    for (let sent = 0; sent < 200; sent += 20) {
      await Promise.all(
        Array.from({ length: 20 }, () => shown.sample.call('POST', '/messages', message)),
      );
    }
    await shown.shows('#messages-note', /^20\d sent/);
    await photograph('200-messages', 1440);
  }, 60_000);
});
