import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { TwilioEmulator, type EmulatorOptions } from 'twilio-auth-emulator';
import { expect, vi } from 'vitest';
import { launchChromium } from './browser.js';
import { startRecordingServer, type RecordingServer } from './recording-server.js';
import { watchPage, type PageWatch } from './watched-page.js';

/** How long something may take to appear. It bounds a failing test, and measures nothing. */
const PATIENCE = { timeout: 15_000 };

/** An emulator with its inspector in a browser, and an application that its webhooks go to. */
export class InspectorPage implements AsyncDisposable {
  private constructor(
    readonly twilio: TwilioEmulator,
    readonly app: RecordingServer,
    readonly browser: Browser,
    readonly page: Page,
    readonly watch: PageWatch,
  ) {}

  static async open(
    options: EmulatorOptions = {},
    view: BrowserContextOptions = {},
  ): Promise<InspectorPage> {
    const twilio = await TwilioEmulator.start({ stepMs: 1, ...options });
    const [app, browser] = await Promise.all([startRecordingServer(), launchChromium()]);
    app.answer({
      headers: { 'content-type': 'text/xml' },
      body: '<Response><Message>We will look.</Message></Response>',
    });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...view });
    const watch = watchPage(page);
    await page.goto(twilio.url);
    return new InspectorPage(twilio, app, browser, page, watch);
  }

  /** A request of an application, with a standard key unless another credential is given. */
  async post(
    list: 'Messages' | 'Calls',
    form: Readonly<Record<string, string>>,
    { sid: user, secret } = this.twilio.account.apiKeys.standard as { sid: string; secret: string },
  ): Promise<void> {
    const { sid, phoneNumber } = this.twilio.account;
    await fetch(`${this.twilio.url}/2010-04-01/Accounts/${sid}/${list}.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${user}:${secret}`)}` },
      body: new URLSearchParams({ To: '+15551234567', From: phoneNumber, ...form }),
    });
    await this.twilio.webhooks.idle();
  }

  text(selector: string): Promise<string> {
    return this.page.locator(selector).innerText();
  }

  /** Waits until an element shows these words. */
  async shows(selector: string, words: string | RegExp): Promise<void> {
    await vi.waitFor(async () => expect(await this.text(selector)).toMatch(words), PATIENCE);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await Promise.all([this.app.close(), this.twilio.stop()]);
  }
}
