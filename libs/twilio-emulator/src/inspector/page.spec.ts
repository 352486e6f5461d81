import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the page at /', () => {
  let twilio: TwilioEmulator;
  afterEach(() => twilio.stop());

  it('is for browsers: API clients get the answers that they got before', async () => {
    twilio = await TwilioEmulator.start();
    const page = await send(twilio, '/', { headers: HTML });
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': /^text\/html/ } });
    for (const accept of ['*/*', 'application/json']) {
      expect((await send(twilio, '/', { headers: { accept } })).status).toBe(501);
    }
    const asTwilio = await send(twilio, '/', { headers: HTML, host: 'api.twilio.com' });
    expect(asTwilio.status).toBe(401);
    expect((await send(twilio, '/', { headers: HTML, method: 'POST' })).status).toBe(501);
    expect((await send(twilio, '/nowhere', { headers: HTML })).status).toBe(501);
  });

  it('is no request to Twilio: it is not logged, and no fault applies to it', async () => {
    twilio = await TwilioEmulator.start();
    twilio.faults.inject({ kind: 'outage' });
    expect((await send(twilio, '/?x', { headers: HTML })).status).toBe(200);
    const script = await send(twilio, '/__emulator/page/script/page.js');
    expect(script.headers['content-type']).toMatch(/^text\/javascript/);
    expect(twilio.requests.total).toBe(0);
  });

  it('loads nothing from elsewhere, and may not be framed', async () => {
    twilio = await TwilioEmulator.start();
    const { headers, text } = await send(twilio, '/', { headers: HTML });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(text).not.toMatch(/(?:src|href)="(?!\/__emulator\/page\/|#)/);
  });

  it('is refused under another host name and to pages of other origins', async () => {
    twilio = await TwilioEmulator.start();
    for (const headers of [{ host: 'evil.test' }, { origin: 'https://evil.test' }]) {
      const { status, text } = await send(twilio, '/', { headers: { ...HTML, ...headers } });
      expect(status).toBe(403);
      expect(text).toContain('--control-token');
    }
  });

  it('opens under any host name with a control token, which its data need', async () => {
    twilio = await TwilioEmulator.start({ controlToken: 'a-token-of-16-characters' });
    const headers = { ...HTML, host: 'twilio.test' };
    expect((await send(twilio, '/', { headers })).status).toBe(200);
    expect((await send(twilio, '/__emulator/overview', { headers })).status).toBe(401);
  });

  it.each([
    '../package.json',
    '%2e%2e/package.json',
    'script/../../package.json',
    'script/..%2f..%2fpackage.json',
    'index.html',
    'style/none.css',
    '',
  ])('has no file %j', async (file) => {
    twilio = await TwilioEmulator.start();
    const { status, text } = await send(twilio, `/__emulator/page/${file}`);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain('"license"');
  });
});

/** The custom properties of a style sheet's first two rules: light and dark. */
function colours(path: string): readonly string[] {
  const css = readFileSync(new URL(path, import.meta.url), 'utf8');
  const names =
    /^ *--(?:paper|surface|ink|muted|line|field|accent|ok|warn|bad|info|code)[\w-]*:.*$/gm;
  return (css.match(names) ?? []).map((line) => line.trim());
}

describe('the look of the page', () => {
  it('is that of the sample, colour by colour', () => {
    const own = colours('../../public/style/base.css');
    expect(own.length).toBeGreaterThan(30);
    expect(own).toEqual(colours('../../../../apps/sample/public/style/base.css'));
  });
});
