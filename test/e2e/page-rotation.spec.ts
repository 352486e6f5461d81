import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { layoutShift } from '#test/support/layout-shift.js';
import { SamplePage, STARTING } from '#test/support/sample-page.js';
import { SampleProcess } from '#test/support/sample-process.js';

describe.skipIf(!hasChromium())('The page shows a rotation', () => {
  let shown: SamplePage;
  beforeAll(async () => {
    shown = await SamplePage.open();
    await shown.page.locator('#rotation > summary').click();
  }, STARTING);
  afterAll(() => shown[Symbol.asyncDispose]());

  const steps = (name: string) =>
    shown.page.locator(`#rotation-${name} .rotation > li`).allInnerTexts();
  const numbers = async (name: string): Promise<number[]> =>
    (await shown.page.locator(`#rotation-${name} .numbers dd`).allInnerTexts()).map(Number);
  const signer = async (): Promise<string> => {
    const { body } = await shown.sample.call('GET', '/state');
    return (body as { readonly signingKeySid: string }).signingKeySid;
  };
  const callsWithToken = async (): Promise<number> => {
    const { body } = await shown.sample.call('GET', '/state');
    return (body as { readonly tokens: { readonly calls: number } }).tokens.calls;
  };
  const start = async (name: string): Promise<void> => {
    const begun = shown.page.waitForResponse((response) => response.url().includes('/rotations/'));
    const button = shown.page.getByRole('button', { name });
    await button.focus();
    await shown.page.keyboard.press('Enter');
    expect((await begun).status()).toBe(202);
  };

  it('of the OAuth secret, each step of it, and that no call failed meanwhile', async () => {
    expect(await shown.text('#rotation-headline')).toBe('Not yet');
    await start('Rotate the OAuth secret');
    for (const name of ['oauth-secret', 'api-key']) {
      const again = await shown.sample.call('POST', `/emulator/rotations/${name}`);
      expect(again.status).toBe(409);
    }

    await shown.shows('#rotation-oauth-secret .result', 'Replaced. Nothing failed meanwhile.');
    expect(await shown.page.evaluate(layoutShift)).toBeLessThan(0.1);
    expect(await steps('oauth-secret')).toEqual([
      expect.stringContaining('asks for another secret'),
      expect.stringContaining('Twilio has made one'),
      expect.stringContaining('accepts it: both secrets are valid now'),
      expect.stringContaining('fetches its next token with it'),
      expect.stringContaining('The old secret has ended'),
    ]);
    const [calls, failed] = await numbers('oauth-secret');
    expect(calls).toBeGreaterThan(9);
    expect(failed).toBe(0);
    await shown.shows('#tokens', 'Fetched with a new secret');

    // The new secret is the one in use: without a token, it gets another one.
    await shown.page.getByRole('button', { name: 'Revoke every token' }).click();
    await shown.shows('#revoke-result', 'Revoked');
    await shown.send();
    await shown.shows('#send-result', /Accepted by Twilio/);
  });

  it('that Twilio ends by refusing the new key, with the old one still in use', async () => {
    const before = await signer();
    expect(await shown.text('#rotation-api-key .quiet')).toBe(
      'The key with which this app signs access tokens.',
    );
    expect(await shown.text('#rotation-api-key .numbers')).toBe('');
    await shown.toggle('Twilio refuses the new key');
    await start('Rotate the API key');
    await shown.shows(
      '#rotation-api-key .result',
      /^Not replaced\. Twilio did not accept the new key SK.+ the old one still works\./,
    );
    expect(await shown.text('#rotation-headline')).toContain('The API key: kept');
    expect(await steps('api-key')).toEqual([expect.stringContaining('as a second key')]);
    expect(await shown.text('#rotation-api-key .numbers')).toContain('calls with the key');
    expect((await numbers('api-key')).map((number) => number > 0)).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(await signer()).toBe(before);
    await shown.toggle('Twilio refuses the new key');
  });

  it('of the API key by keyboard, through a reload, with no call and no access token failed', async () => {
    const { page } = shown;
    const before = await signer();
    const tokenCalls = await callsWithToken();
    await start('Rotate the API key');
    await shown.shows('#rotation-api-key .rotation', 'uses it from now on');
    // The button keeps the focus, and says that it cannot be pressed now.
    const button = page.getByRole('button', { name: 'Rotate the API key' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await button.getAttribute('aria-disabled')).toBe('true');

    await page.reload();
    await shown.isReady();
    expect(await shown.text('#rotation-headline')).toBe('The API key: running …');
    await page.locator('#rotation > summary').press('Enter');
    expect(await steps('api-key')).toHaveLength(3);

    await shown.shows('#rotation-api-key .result', 'Replaced. Nothing failed meanwhile.');
    const after = await signer();
    expect(after).not.toBe(before);
    // The key made the calls of this rotation, so that the page counts none of them as OAuth's.
    expect(await callsWithToken()).toBe(tokenCalls);
    expect(await steps('api-key')).toEqual([
      expect.stringContaining(`made ${after.slice(0, 8)}… as a second key`),
      expect.stringContaining(`accepts ${after.slice(0, 8)}… too: both keys are valid`),
      expect.stringContaining('uses it from now on'),
      expect.stringContaining('The grace is over'),
      expect.stringContaining('The old key is deleted'),
    ]);
    const [calls, callsFailed, tokens, tokensFailed] = await numbers('api-key');
    expect([callsFailed, tokensFailed]).toEqual([0, 0]);
    expect(Math.min(calls!, tokens!)).toBeGreaterThan(9);

    await shown.shows('#fact-browsers', `Signed with ${after.slice(0, 8)}…`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Issue a voice token' }).click();
    await page.locator('#token-claims').waitFor();
    expect(JSON.parse(await shown.text('#token-claims'))).toMatchObject({ iss: after });
  });

  it('without breaking a rule of axe', async () => {
    await shown.photograph('rotation');
    await shown.photograph('rotation', 360);
    await shown.page.evaluate(axe.source);
    const { violations } = await shown.page.evaluate(() =>
      (window as never as { axe: typeof axe }).axe.run('#rotation'),
    );
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(shown.watch.errors).toEqual([]);
  });
});

describe('A rotation of the sample', () => {
  it(
    'with an API key is of that key: it makes the calls, and signs access tokens',
    async () => {
      await using sample = await SampleProcess.start({ TWILIO_AUTH_METHOD: 'api-key' });
      expect((await sample.call('POST', '/emulator/rotations/oauth-secret')).status).toBe(404);
      const state = async () => (await sample.call('GET', '/state')).body;
      const before = (await state()) as { readonly account: { readonly identifier: string } };
      expect(before).toMatchObject({ signingKeySid: before.account.identifier });
      expect((await sample.call('POST', '/emulator/rotations/api-key')).status).toBe(202);
      await expect
        .poll(state, { timeout: 15_000, interval: 200 })
        .toMatchObject({ sections: { rotations: [{ isRunning: false, calls: { failed: 0 } }] } });

      const after = (await state()) as typeof before;
      expect(after.account.identifier).not.toBe(before.account.identifier);
      expect(after).toMatchObject({
        signingKeySid: after.account.identifier,
        sections: { rotations: [{ tokens: { failed: 0 } }] },
      });
      const message = { to: '+15551234567', body: 'With the new key' };
      expect((await sample.call('POST', '/messages', message)).status).toBe(201);
    },
    STARTING,
  );
});
