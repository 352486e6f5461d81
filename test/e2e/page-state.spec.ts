import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { SamplePage, STARTING } from '#test/support/sample-page.js';

/** Of the ring, which is drawn from 0 (full) to 100 (empty). */
const RING = 'stroke-dashoffset';

describe.skipIf(!hasChromium())('The page shows the state of the server', () => {
  let shown: SamplePage;
  beforeAll(async () => {
    shown = await SamplePage.open();
    await shown.sendAndWait('The first');
    await shown.page.getByRole('button', { name: 'Forge a callback' }).click();
    await shown.shows('#fact-webhooks', '3 verified, 1 rejected');
  }, STARTING);
  afterAll(() => shown[Symbol.asyncDispose]());

  const reload = async (): Promise<void> => {
    await shown.page.reload();
    await shown.isReady();
  };

  it('after a reload: what was sent, how it ended, and every webhook', async () => {
    const before = await Promise.all(
      ['#fact-calls', '#send-result', '#wire'].map(shown.text, shown),
    );
    await reload();
    const after = await Promise.all(
      ['#fact-calls', '#send-result', '#wire'].map(shown.text, shown),
    );

    expect(after).toEqual(before);
    expect(after[0]).toBe('1 sent; 2 calls with 1 token');
    expect(await shown.text('#messages')).toContain('The first');
    expect(await shown.text('#fact-webhooks')).toBe('3 verified, 1 rejected');
  });

  it('of a token that is older than the page, with a ring as full as it is', async () => {
    await shown.page.clock.install();
    await reload();
    const [minutes, seconds] = (await shown.text('#token-left')).split(':').map(Number);
    const left = (60 * minutes! + seconds!) / 180;
    const offset = Number(await shown.page.locator('#token-ring').getAttribute(RING));
    expect(left).toBeLessThan(1);
    expect(offset).toBeCloseTo(100 - 100 * left, -0.5);
  });

  it.each([
    ['fresh', 100_000, '1:40', 'fresh'],
    ['stale', 30_000, '0:30', 'the next call renews it'],
    ['expired', 8000, '0:08', 'the next call waits for a new one'],
    ['expired', 0, '–', 'expired: the next call fetches one'],
    ['none', undefined, '–', 'fetched by the next call'],
  ])('of a token that is %s with %j ms left, in words of the next call', async (...token) => {
    const [state, expiresInMs, left, words] = token;
    const { body } = await shown.sample.call('GET', '/state');
    const now = body as { readonly account: object };
    const account = { ...now.account, token: { state, expiresInMs } };
    const data = JSON.stringify({ ...now, account });
    const page = await shown.browser.newPage();
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    const stream = { contentType: 'text/event-stream', body: `event: state\ndata: ${data}\n\n` };
    await page.route('**/events', (route) => route.fulfill(stream));
    await page.goto(shown.sample.url);
    await page.locator('html[data-ready]').waitFor();

    expect(await page.locator('#token-left').innerText()).toBe(left);
    expect(await page.locator('#token-state').innerText()).toBe(words);
    await page.close();
  });

  it('and counts 200 messages, of which it lists the last, also after a reload', async () => {
    const message = { to: '+15551234567', body: 'One of many' };
    for (let sent = 0; sent < 200; sent += 20) {
      await Promise.all(
        Array.from({ length: 20 }, () => shown.sample.call('POST', '/messages', message)),
      );
    }
    await shown.shows('#messages-note', /^201 sent, 0 received since .+ The last 6 are shown\.$/);
    await shown.shows('#fact-calls', '201 sent; 202 calls with 1 token');
    await shown.photograph('200-messages');
    await reload();
    expect(await shown.text('#messages-note')).toContain('201 sent');
    expect(await shown.page.locator('#messages > li').count()).toBe(6);
  }, 60_000);

  it('and says so while it has no connection to it', async () => {
    expect(await shown.text('#connection')).toBe('Live');
    await shown.page.context().setOffline(true);
    await shown.sample[Symbol.asyncDispose]();
    await shown.shows('#connection', /^Not connected: this is how it was at \d\d:\d\d:\d\d$/);
  });
});
