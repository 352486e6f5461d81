import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '#test/support/browser.js';
import { findFaintText } from '#test/support/contrast.js';
import { SampleProcess } from '#test/support/sample-process.js';

describe.skipIf(!hasChromium())('The page of the sample', () => {
  let sample: SampleProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    sample = await SampleProcess.start();
    browser = await launchChromium();
    page = await browser.newPage({ reducedMotion: 'reduce' });
    await page.goto(sample.url);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('button', { name: 'Forge a callback' }).click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Issue a voice token' }).click();
    await page.getByText('Webhook rejected').waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await sample[Symbol.asyncDispose]();
  });

  it.each(['light', 'dark'] as const)('has enough contrast in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await page.evaluate(findFaintText)).toEqual([]);
  });

  it('labels every control, and announces every live region', async () => {
    const controls = page.locator('button:visible, input:visible');
    const nameless = await controls.evaluateAll((elements) =>
      elements
        .filter((element) => {
          const { labels } = element as HTMLInputElement;
          return ((labels?.[0] ?? element).textContent ?? '').trim() === '';
        })
        .map((element) => element.outerHTML),
    );
    expect(nameless).toEqual([]);
    for (const id of ['send-result', 'access-result', 'emulator-result', 'connection']) {
      expect(await page.locator(`#${id}`).getAttribute('role')).toBe('status');
    }
    expect(await page.locator('#feed').getAttribute('role')).toBe('log');
  });

  it('has one main heading, and skips no heading level', async () => {
    const levels = await page
      .locator('h1, h2, h3')
      .evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName.slice(1))));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    const leaps = levels.filter((level, index) => level - (levels[index - 1] ?? 0) > 1);
    expect(leaps).toEqual([]);
  });

  it('has a skip link and a visible focus for the keyboard', async () => {
    await page.reload();
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
    await page.getByRole('button', { name: 'Sign out' }).press('Enter');
    await page.getByLabel('Your name').waitFor();
    const name = page.getByLabel('Your name');
    await expect
      .poll(() => name.evaluate((element) => element === document.activeElement))
      .toBe(true);
  });
});
