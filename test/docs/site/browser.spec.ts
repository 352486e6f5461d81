import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '#test/support/browser.js';
import { findFaintText } from '#test/support/contrast.js';
import { watchPage } from '#test/support/watched-page.js';
import { writeSite } from '../../../tools/docs/build.js';
import { serve, type SiteServer } from '../../../tools/docs/serve.js';
import { renderWholeSite } from './rendered-site.js';

describe.skipIf(!hasChromium())('The docs site in a browser', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'docs-site-'));
  let server: SiteServer;
  let browser: Browser;
  let pages: readonly string[];

  beforeAll(async () => {
    const site = await renderWholeSite();
    writeSite(site, folder);
    pages = site.files.map(({ path }) => path).filter((path) => path.endsWith('.html'));
    [server, browser] = await Promise.all([serve(folder), launchChromium()]);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  const open = async (width: number, path = 'index.html'): Promise<Page> => {
    const page = await browser.newPage({
      viewport: { width, height: 800 },
      reducedMotion: 'reduce',
    });
    await page.goto(server.url + path);
    return page;
  };

  it('fits at 360 and at 1440 pixels, without errors and without requests to other hosts', async () => {
    const page = await open(1440);
    const watch = watchPage(page);
    const tooWide: string[] = [];
    for (const path of pages) {
      await page.goto(server.url + path);
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) tooWide.push(`${path} at ${width} by ${over}`);
      }
    }
    expect(tooWide).toEqual([]);
    expect(watch.errors).toEqual([]);
    expect(watch.foreignRequests(new URL(server.url).origin)).toEqual([]);
    await page.close();
  });

  it.each(['light', 'dark'] as const)('has enough contrast in %s', async (colorScheme) => {
    const page = await open(1440, 'webhooks.html');
    await page.emulateMedia({ colorScheme });
    for (const path of ['webhooks.html', 'options.html', 'api/redis.html']) {
      await page.goto(server.url + path);
      expect(await page.evaluate(findFaintText), path).toEqual([]);
    }
    await page.close();
  });

  it('searches while typing, and opens the result chosen by keyboard', async () => {
    const page = await open(1440, 'decisions/index.html');
    await page.keyboard.press('/');
    await page.keyboard.type('isGlobal');
    await page.getByRole('option').first().waitFor();
    expect(await page.getByRole('option', { selected: true }).textContent()).toContain('isGlobal');
    await page.keyboard.press('Enter');
    await page.waitForURL(/options\.html#isglobal$/);
    await page.close();
  });

  it('says so when a search finds nothing, and closes it', async () => {
    const page = await open(360);
    await page.getByRole('combobox').fill('qwertyuiop');
    await page.getByText('Nothing found.').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('#results').isVisible()).toBe(false);
    await page.close();
  });

  it('keeps the dark theme on the next page', async () => {
    const page = await open(1440);
    const paper = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.getByRole('button', { name: 'Dark' }).click();
    expect(await paper()).not.toBe(light);
    await page.goto(`${server.url}policy.html`);
    expect(await paper()).not.toBe(light);
    await page.getByRole('button', { name: 'Light' }).click();
    expect(await paper()).toBe(light);
    await page.close();
  });

  it('hides the navigation on a phone until it is opened', async () => {
    const page = await open(360);
    const link = page.getByRole('link', { name: 'Webhooks', exact: true });
    expect(await link.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Menu' }).click();
    await link.click();
    await page.waitForURL(/webhooks\.html$/);
    await page.close();
  });

  it('is readable without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.url}webhooks.html`);
    expect(await page.getByRole('link', { name: 'Policy', exact: true }).isVisible()).toBe(true);
    await context.close();
  });
});
