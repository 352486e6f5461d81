import { describe, expect, it } from 'vitest';
import { problemOf, OAUTH_OPTIONS, load } from '#test/support/configuration.js';
import { isHttpBaseUrl, parseBaseUrl } from './base-url.js';

const REPAIRED = ['https:/h', 'https:h', 'https:///h', 'https:\\\\h', 'https://h:', 'https://h\\x'];

describe('a base URL', () => {
  it.each([
    ...REPAIRED,
    '',
    'api.example.com',
    '/path',
    'https://',
    'https://?x',
    'https://h?x=1',
    'https://h#f',
    'https://h:p',
    'https://h p',
    'https://h:99999',
  ])('is not %s', (text) => {
    expect(isHttpBaseUrl(text)).toBe(false);
  });

  it.each(REPAIRED)('that the URL class would repair stops the start: %s', async (baseUrl) => {
    const problem = await problemOf({ ...OAUTH_OPTIONS, webhook: { baseUrl } });
    expect(problem).toBe(
      `webhook.baseUrl: expected an absolute http or https URL without query and fragment, found "${baseUrl}"`,
    );
    expect(await problemOf({ ...OAUTH_OPTIONS, apiBaseUrl: baseUrl })).toMatch(/^apiBaseUrl: /);
  });

  it('that holds a password is not repeated in the message', async () => {
    for (const baseUrl of [
      'https:/u:password@h',
      'https:\\\\u:password@h',
      'https:///u:password@h',
    ]) {
      expect(await problemOf({ ...OAUTH_OPTIONS, webhook: { baseUrl } })).not.toContain('password');
    }
  });

  it('keeps its text, with or without a trailing slash', async () => {
    expect(parseBaseUrl('HTTPS://u:p@API.Example.com:443/Twilio/')).toEqual({
      scheme: 'HTTPS',
      userInfo: 'u:p@',
      host: 'API.Example.com',
      port: ':443',
      path: '/Twilio',
    });
    const { accounts } = await load({
      ...OAUTH_OPTIONS,
      webhook: { baseUrl: 'HTTPS://API.Example.com/' },
    });
    expect(accounts[0]?.account.webhook.baseUrl).toBe('HTTPS://API.Example.com/');
  });

  it('is never made of a Host header that contains more than a host', () => {
    for (const host of ['h?x=', 'h#', '', 'h h/', '[::1', 'h\\@evil']) {
      const parsed = parseBaseUrl(`https://${host}`);
      expect(parsed === undefined || parsed.host === host.slice(0, -1)).toBe(true);
    }
  });
});
