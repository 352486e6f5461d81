import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { SamplePage, STARTING } from '#test/support/sample-page.js';

describe.skipIf(!hasChromium())('The page with test credentials', () => {
  let shown: SamplePage;
  beforeAll(async () => {
    shown = await SamplePage.open({ TWILIO_AUTH_METHOD: 'test' });
  }, STARTING);
  afterAll(() => shown[Symbol.asyncDispose]());

  it('says that nothing is sent, and that no webhook arrives', async () => {
    expect(await shown.text('#method')).toBe('Test credentials');
    expect(await shown.text('#story-calls')).toContain('sends nothing');
    expect(await shown.text('#webhooks-note')).toContain('no callbacks for test credentials');
  });

  it('has no control that cannot work', async () => {
    for (const name of ['Receive a message', 'Forge a callback', 'Revoke every token']) {
      expect(await shown.page.getByRole('button', { name }).isVisible()).toBe(false);
    }
    const faults = shown.page.getByRole('switch', { name: 'The token endpoint is down' });
    expect(await faults.count()).toBe(0);
    expect(await shown.page.locator('#token-panel, #token-life').first().isVisible()).toBe(false);
  });

  it('sends, waits for no callback, and logs no error', async () => {
    await shown.sendAndWait();
    await shown.shows('#send-result', /Accepted by Twilio/);
    await shown.shows('#messages-note', /^1 sent/);
    expect(await shown.page.locator('.steps').count()).toBe(0);
    expect(shown.sample.output).not.toMatch(/\b(ERROR|WARN)\b/);
    expect(shown.watch.errors).toEqual([]);
  });

  it('shows the effect of every fault that it offers', async () => {
    const faults = await shown.page.getByRole('switch').count();
    expect(faults).toBe(4);
    await shown.toggle('Too many requests, twice');
    await shown.send();
    await shown.shows('#send-result', /with 3 attempts/);
    await shown.toggle('Twilio is down');
    await shown.send();
    await shown.shows('#send-result', 'Twilio answered 503');
  });
});
