import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { launchChromium } from './browser.js';
import { SampleProcess } from './sample-process.js';
import { watchPage, type PageWatch } from './watched-page.js';

/** How long something may take to appear. It bounds a failing test, and measures nothing. */
const PATIENCE = { timeout: 15_000 };

/** Where pictures of the page go, after each run of its specs; git ignores it. */
export const PICTURES = 'test-results/page';

/** Starting the sample and a browser. */
export const STARTING = 120_000;

/** The sample with its page in a browser of its own. */
export class SamplePage implements AsyncDisposable {
  private constructor(
    readonly sample: SampleProcess,
    readonly browser: Browser,
    readonly page: Page,
    readonly watch: PageWatch,
  ) {}

  static async open(
    variables: Readonly<Record<string, string>> = {},
    options: BrowserContextOptions = {},
  ): Promise<SamplePage> {
    const [sample, browser] = await Promise.all([SampleProcess.start(variables), launchChromium()]);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const watch = watchPage(page);
    await page.goto(sample.url);
    const opened = new SamplePage(sample, browser, page, watch);
    await opened.isReady();
    return opened;
  }

  /** Waits until the page shows the state of the server. */
  async isReady(): Promise<void> {
    await this.page.locator('html[data-ready]').waitFor();
  }

  text(selector: string): Promise<string> {
    return this.page.locator(selector).innerText();
  }

  /** Waits until an element shows these words. */
  async shows(selector: string, words: string | RegExp): Promise<void> {
    await vi.waitFor(async () => expect(await this.text(selector)).toMatch(words), PATIENCE);
  }

  /** Sends a message as a reader of the page does. */
  async send(body = 'Hello'): Promise<void> {
    await this.page.getByLabel('Message', { exact: true }).fill(body);
    await this.page.getByRole('button', { name: 'Send', exact: true }).click();
  }

  /** Sends a message, and waits until the application has answered. */
  async sendAndWait(body?: string): Promise<void> {
    const answer = this.page.waitForResponse(
      (response) => response.url().endsWith('/messages') && response.request().method() === 'POST',
    );
    await this.send(body);
    await answer;
  }

  /** Keeps a picture of the page for people to look at, and checks that it is not too wide. */
  async photograph(name: string, width = 1440): Promise<void> {
    const before = this.page.viewportSize();
    await this.page.setViewportSize({ width, height: 900 });
    expect(await this.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await this.page.screenshot({ path: `${PICTURES}/${name}-${width}.png`, fullPage: true });
    if (before !== null) await this.page.setViewportSize(before);
  }

  /** Switches a fault of the emulator on or off. */
  async toggle(fault: string): Promise<void> {
    const changed = this.page.waitForResponse((response) => response.url().includes('/faults/'));
    await this.page.getByRole('switch', { name: fault }).press('Space');
    await changed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.sample[Symbol.asyncDispose]();
  }
}
