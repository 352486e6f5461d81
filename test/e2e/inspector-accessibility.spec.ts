import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { findFaintText } from '#test/support/contrast.js';
import { InspectorPage } from '#test/support/inspector-page.js';
import { layoutShift } from '#test/support/layout-shift.js';

const SCREENSHOTS = 'test-results';

describe.skipIf(!hasChromium())('The inspector of the emulator, for everybody', () => {
  let shown: InspectorPage;
  beforeAll(async () => {
    shown = await InspectorPage.open({}, { reducedMotion: 'reduce' });
    const { app, twilio, page } = shown;
    const StatusCallback = `${app.origin}/status`;
    await shown.post('Messages', { Body: 'word '.repeat(200), StatusCallback });
    await shown.post('Messages', { Body: 'مرحبا بالعالم 123', StatusCallback });
    await shown.post('Messages', { Body: 'late [undelivered 30003]', StatusCallback });
    await shown.post('Calls', { Url: `${app.origin}/voice` }, twilio.account.apiKeys.restricted);
    await shown.post('Calls', { Url: `${app.origin}/voice` });
    await fetch(`${twilio.url}/2010-04-01/Conferences.json`);
    await twilio.webhooks.send({ url: app.origin });
    twilio.faults.inject({ kind: 'latency', ms: 1, when: { path: '/Calls' } });
    await shown.shows('#fault-list', 'latency');
    await page.locator('#request-list button').nth(2).click();
    await page.locator('#traffic-list button').nth(1).click();
    await shown.shows('#traffic-list', 'Signed parameters');
  }, 120_000);
  afterAll(() => shown[Symbol.asyncDispose]());

  it.each(['light', 'dark'] as const)('breaks no rule of axe in %s', async (colorScheme) => {
    const { page } = shown;
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      (window as never as { axe: typeof axe }).axe.run(),
    );
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(await page.evaluate(findFaintText)).toEqual([]);
  });

  it('has one main heading, and skips no heading level', async () => {
    const levels = await shown.page
      .locator('h1, h2, h3, h4')
      .evaluateAll((headings) =>
        headings
          .filter((heading) => heading.checkVisibility())
          .map(({ tagName }) => Number(tagName.slice(1))),
      );
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    const leaps = levels.filter((level, index) => level - (levels[index - 1] ?? 0) > 1);
    expect(leaps).toEqual([]);
  });

  it('writes text in the direction of its language', async () => {
    const text = shown.page.getByText('مرحبا بالعالم 123').first();
    expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
  });

  it('can be used with the keyboard, and keeps the focus when requests come', async () => {
    const { page } = shown;
    await page.goto(shown.twilio.url);
    await page.locator('#request-list button').first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    const before = await focused();
    expect(before).toContain('/Conferences.json');
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator(':focus').evaluate((e) => getComputedStyle(e).outlineStyle)).toBe(
      'solid',
    );
    await fetch(`${shown.twilio.url}/v2/Services`);
    await shown.shows('#request-list', '/v2/Services');
    expect(await focused()).toBe(before);
    await expect.poll(() => page.locator('#news').textContent()).toBe('1 new request, 1 refused');
  });

  it('hardly moves while it loads', async () => {
    expect(await shown.page.evaluate(layoutShift)).toBeLessThan(0.1);
  });

  it('shows on paper what happened, and no forms', async () => {
    const { page } = shown;
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#request-list .details:visible').count()).toBe(1);
    for (const form of ['#inbound-form', '#reset', '#filter', '#clear-requests']) {
      expect(await page.locator(form).isVisible()).toBe(false);
    }
    await page.emulateMedia({ media: 'screen' });
  });

  it.each(['light', 'dark'] as const)('needs no scrolling to the side in %s', async (scheme) => {
    const { page } = shown;
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of [320, 360, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      const path = `${SCREENSHOTS}/inspector-${width}-${scheme}.png`;
      await page.screenshot({ path, fullPage: true });
    }
  });
});
