import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { SamplePage, STARTING } from '#test/support/sample-page.js';

const secondsOf = (time: string): number => Date.parse(`1970-01-01T${time}Z`) / 1000;

describe.skipIf(!hasChromium())('The page shows what a fault does to a send', () => {
  let shown: SamplePage;
  beforeAll(async () => {
    shown = await SamplePage.open();
    await shown.sendAndWait();
  }, STARTING);
  afterAll(() => shown[Symbol.asyncDispose]());

  /** Purpose and answer of each request, and "waited" for each pause. */
  const wire = async (): Promise<string[]> => {
    const rows = await shown.page.locator('#wire li').allInnerTexts();
    return rows.map((row) =>
      row.startsWith('waited') ? 'waited' : row.replace(/\n.*\n/, ' ').replace(/\n.*/, ''),
    );
  };

  it('too many requests: two answers of 429, the pauses, and the one that is accepted', async () => {
    await shown.toggle('Too many requests, twice');
    expect(await shown.text('#faults')).toContain('The client waits, sends again');
    await shown.send();
    await shown.shows('#send-result', /Accepted by Twilio in .+, with 3 attempts, at/);
    expect(await wire()).toEqual(['Message 429', 'waited', 'Message 429', 'waited', 'Message 201']);
    await shown.photograph('fault-too-many-requests');
    // It has ended by itself.
    const fault = shown.page.getByRole('switch', { name: 'Too many requests, twice' });
    await expect.poll(() => fault.isChecked()).toBe(false);
  });

  it('a reset connection: one request, which is not repeated', async () => {
    await shown.toggle('The connection is reset');
    await shown.send();
    await shown.shows('#send-result', /Not sent at .+ Twilio may have accepted it, so it is not/);
    expect(await wire()).toEqual([expect.stringMatching(/^Message (UND_ERR_SOCKET|ECONNRESET)$/)]);
    await shown.photograph('fault-reset');
    await shown.toggle('The connection is reset');
  });

  it('an outage: one answer of 503, which is not repeated', async () => {
    await shown.toggle('Twilio is down');
    await shown.send();
    await shown.shows('#send-result', 'Twilio answered 503, code 20503.');
    expect(await wire()).toEqual(['Message 503']);
    await shown.photograph('fault-outage');
    await shown.toggle('Twilio is down');
  });

  it('a slow answer: how long it took', async () => {
    await shown.toggle('Twilio is slow');
    await shown.send();
    await shown.shows('#send-result', 'Sending …');
    await shown.shows('#send-result', /Accepted by Twilio in [2-9]/);
    expect(await wire()).toEqual(['Message 201']);
    // The time is that of the answer, as in the list of messages.
    const [, result = ''] = /at (\d\d:\d\d:\d\d)/.exec(await shown.text('#send-result')) ?? [];
    const item = await shown.text('#messages > li:first-child');
    const [, listed = ''] = /at (\d\d:\d\d:\d\d)/.exec(item) ?? [];
    expect(Math.abs(secondsOf(result) - secondsOf(listed))).toBeLessThanOrEqual(1);
    await shown.photograph('fault-slow');
    await shown.toggle('Twilio is slow');
  });

  it('a revoked token: the 401, another token, and the same message again', async () => {
    await shown.page.getByRole('button', { name: 'Revoke every token' }).click();
    await shown.shows('#revoke-result', 'Revoked. The next call gets a 401');
    await shown.send();
    await shown.shows('#send-result', /Accepted by Twilio in .+, with 2 attempts/);
    expect(await wire()).toEqual(['Message 401', 'Token 200', 'Message 201']);
    await shown.photograph('fault-revoked-token');
    await shown.shows('#tokens', 'Fetched because Twilio rejected the last one');
  });

  it('no token endpoint and no token: the attempts, and that there was no other token', async () => {
    await shown.toggle('The token endpoint is down');
    await shown.page.getByRole('button', { name: 'Revoke every token' }).click();
    await shown.shows('#revoke-result', 'Revoked');
    await shown.send();
    await shown.shows(
      '#send-result',
      'Twilio answered 401, code 20003, and there was no other token.',
    );
    const [first, ...others] = await wire();
    expect(first).toBe('Message 401');
    expect(others.filter((row) => row === 'Token 503').length).toBeGreaterThan(1);
    expect(others.filter((row) => row === 'waited').length).toBeGreaterThan(0);
    await shown.photograph('fault-token-outage');
  }, 30_000);

  it('and logs nothing in the browser but the answers of failed sends', () => {
    expect(shown.watch.errors.filter((error) => !/50[23]/.test(error))).toEqual([]);
  });
});
