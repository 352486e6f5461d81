import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '#test/support/browser.js';
import { InspectorPage } from '#test/support/inspector-page.js';

describe.skipIf(!hasChromium())('The inspector of the emulator', () => {
  let shown: InspectorPage;
  beforeAll(async () => {
    shown = await InspectorPage.open();
  }, 120_000);
  afterAll(() => shown[Symbol.asyncDispose]());

  it('says what to do while nothing has happened', async () => {
    const { port, host } = new URL(shown.twilio.url);
    await shown.shows('#address', host);
    await shown.shows('#requests-empty', `npx twilio-auth-emulator env --port ${port} > .env`);
    await shown.shows('#traffic-empty', 'Let your application send one');
    expect(await shown.page.locator('#filter').isVisible()).toBe(false);
    await shown.shows('#accounts', /Standard key[\s\S]*Not used yet/);
  });

  it('shows requests as they come, with the credential by name, permission and verdict', async () => {
    const { apiKeys } = shown.twilio.account;
    await shown.post('Messages', {
      Body: 'Hello',
      StatusCallback: `${shown.app.origin}/s`,
      Foo: 'x',
    });
    await shown.post('Calls', { Url: shown.app.origin }, apiKeys.restricted);
    await shown.shows(
      '#request-list',
      /401 70051\s+POST \/2010-04-01\/Accounts\/AC….*\/Calls.json/,
    );
    const list = await shown.text('#request-list');
    expect(list).toMatch(
      /permission missing · Restricted key: messages only · \/twilio\/voice\/calls\/create/,
    );
    expect(list).toMatch(
      /201\s+POST .*\/Messages.json[\s\S]*accepted · Standard key · \/twilio\/messaging/,
    );
    expect(await shown.text('#count-requests')).toBe('2');
    await shown.shows('#accounts', '/twilio/voice/calls/create: missing');
  });

  it('shows all of a request once it is selected', async () => {
    const row = shown.page.locator('#request-list > li').first();
    await row.getByRole('button').press('Enter');
    const details = row.locator('.details');
    await details.getByText('Answer: 401').waitFor();
    const text = await details.innerText();
    expect(text).toContain('required permission twilio/voice/calls/create is missing');
    expect(text).toContain(shown.twilio.account.apiKeys.restricted.sid);
    await details.getByText('Headers of the request').click();
    expect(await details.innerText()).toMatch(/authorization\s+Basic \[secret\]/);
    await shown.page.locator('#request-list > li').nth(1).getByRole('button').click();
    await shown.shows('#request-list > li:nth-child(2)', 'Foo (unknown to Twilio, ignored)');
  });

  it('shows a message with its callbacks, their signatures and the answers', async () => {
    const row = shown.page.locator('#traffic-list > li').first();
    expect(await row.innerText()).toMatch(
      /delivered\s+Hello[\s\S]*queued → 200[\s\S]*delivered → 200/,
    );
    await row.getByRole('button').click();
    const signatures = shown.app.requests.map(({ headers }) => headers['x-twilio-signature']);
    await row.getByText(String(signatures[2])).waitFor();
    const text = await row.innerText();
    for (const signature of signatures) expect(text).toContain(signature);
    expect(text).toContain(`POST ${shown.app.origin}/s`);
    expect(text).toContain('Signed with\nprimary Auth Token');
    expect(text).toContain('We will look.');
  });

  it('shows the same after a reload, what is open too', async () => {
    const before = await shown.text('#traffic-list > li');
    await shown.page.reload();
    await shown.shows('#traffic-list > li', 'Signed parameters');
    expect(await shown.text('#traffic-list > li')).toBe(before);
    expect(await shown.text('#count-requests')).toBe('2');
  });

  it('filters the requests, and shows the first fifteen of many', async () => {
    for (let i = 0; i < 20; i += 1) await fetch(`${shown.twilio.url}/v1/Services?${i}`);
    await shown.shows('#more-requests', 'Show 7 more');
    expect(await shown.page.locator('#request-list > li').count()).toBe(15);
    await shown.page.locator('#more-requests').click();
    expect(await shown.page.locator('#request-list > li').count()).toBe(22);
    await shown.page.locator('#filter').fill('RESTRICTED key');
    expect(await shown.page.locator('#request-list > li').count()).toBe(1);
    expect(await shown.text('#requests-note')).toBe('1 of 22 requests match.');
    await shown.page.locator('#filter').fill('');
    await shown.page.getByRole('button', { name: 'Clear' }).click();
    await shown.shows('#requests-empty', 'No request yet');
    expect(shown.twilio.requests.total).toBe(0);
  });

  it('never shows markup that a client sent', async () => {
    await shown.post('Messages', { Body: '<img src=x onerror=alert(1)>' });
    await shown.shows('#traffic-list', '<img src=x onerror=alert(1)>');
    expect(await shown.page.locator('#traffic-list img').count()).toBe(0);
  });

  it('sends no request to other hosts, runs no inline script, and logs no error', async () => {
    expect(shown.watch.foreignRequests(shown.twilio.url)).toEqual([]);
    expect(shown.watch.errors).toEqual([]);
    expect(await shown.page.locator('[style], script:not([src])').count()).toBe(0);
  });
});
