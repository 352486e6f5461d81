import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { findFaintText } from '#test/support/contrast.js';
import { layoutShift } from '#test/support/layout-shift.js';
import { SamplePage, STARTING } from '#test/support/sample-page.js';

describe.skipIf(!hasChromium())('The page of the sample, for everybody', () => {
  let shown: SamplePage;
  beforeAll(async () => {
    shown = await SamplePage.open({}, { reducedMotion: 'reduce' });
    const { page } = shown;
    await shown.sendAndWait('word '.repeat(200));
    await page.getByRole('button', { name: 'Forge a callback' }).click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Issue a voice token' }).click();
    await shown.toggle('Twilio is slow');
    await shown.shows('#fact-webhooks', '3 verified, 1 rejected');
    await page.locator('details').evaluateAll((all) => {
      for (const details of all) details.setAttribute('open', '');
    });
  }, STARTING);
  afterAll(() => shown[Symbol.asyncDispose]());

  it.each(['light', 'dark'] as const)('breaks no rule of axe in %s', async (colorScheme) => {
    const { page } = shown;
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      (window as never as { axe: typeof axe }).axe.run(),
    );
    const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    expect(found).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('has enough contrast in %s', async (colorScheme) => {
    await shown.page.emulateMedia({ colorScheme });
    expect(await shown.page.evaluate(findFaintText)).toEqual([]);
  });

  it('has one main heading, and skips no heading level', async () => {
    const levels = await shown.page
      .locator('h1, h2, h3, h4')
      .evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName.slice(1))));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    const leaps = levels.filter((level, index) => level - (levels[index - 1] ?? 0) > 1);
    expect(leaps).toEqual([]);
  });

  it.each([320, 360, 768, 1440])('needs no scrolling to the side at %d px', async (width) => {
    await shown.page.setViewportSize({ width, height: 900 });
    const widest = await shown.page.evaluate(() => document.documentElement.scrollWidth);
    expect(widest).toBe(width);
  });

  it('shows on paper what is folded on the screen, and no buttons', async () => {
    const { page } = shown;
    await page.locator('#account > summary').click();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#facts').isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Send', exact: true }).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
  });

  it('hardly moves by itself while it loads, and while callbacks arrive', async () => {
    await shown.page.setViewportSize({ width: 1280, height: 900 });
    await shown.toggle('Twilio is slow');
    await shown.page.reload();
    await shown.isReady();
    await shown.sendAndWait('Does anything move?');
    await shown.shows('#fact-webhooks', '6 verified');
    expect(await shown.page.evaluate(layoutShift)).toBeLessThan(0.1);
  });

  it('has a skip link, and a visible focus for the keyboard', async () => {
    const { page } = shown;
    await page.reload();
    await shown.isReady();
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to sending a message' });
    expect(await skip.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const focused = page.getByLabel('To', { exact: true });
    expect(await focused.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await focused.evaluate((e) => getComputedStyle(e).outlineStyle)).toBe('solid');
  });

  it('moves the focus when the focused form is hidden', async () => {
    await shown.page.getByRole('button', { name: 'Sign out' }).press('Enter');
    const name = shown.page.getByLabel('Your name');
    await name.waitFor();
    await expect
      .poll(() => name.evaluate((element) => element === document.activeElement))
      .toBe(true);
  });

  it('says what it needs where there is no JavaScript, and shows nothing that is not so', async () => {
    const context = await shown.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(shown.sample.url);
    expect(await page.locator('.notice').innerText()).toContain('needs JavaScript');
    expect(await page.locator('main').isVisible()).toBe(false);
    expect(await page.locator('body').innerText()).not.toContain('Connecting');
    await context.close();
  });
});
