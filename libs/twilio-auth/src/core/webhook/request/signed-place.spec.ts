import { describe, expect, it } from 'vitest';
import { Secret } from '../../primitives/secret.js';
import { isPublicUrl, signedPlace, type PublicUrlOptions } from './signed-place.js';

describe('where Twilio sent a request to', () => {
  const place = (webhook: object, options: Partial<PublicUrlOptions> = {}, target = '/sms?a=1') => {
    const ring = { account: 'default', webhook: { keys: [], verify: true, ...webhook } };
    const request = { target, ownBaseUrl: () => 'https://own.example' };
    const known = new WeakMap();
    const ask = () =>
      signedPlace(
        request as never,
        ring as never,
        { url: undefined, baseUrl: undefined, ...options },
        known,
      );
    const found = ask();
    // The second time from memory.
    expect(ask()).toEqual(found);
    if (found === undefined) return undefined;
    const { scheme, userInfo, host, port, path } = found.base;
    return `${scheme}://${userInfo}${host}${port}${path} ${found.target}`;
  };
  const basic = { username: 'u', password: new Secret('p') };

  it('is the base URL of the route, else of the account, else what the server sees', () => {
    expect(place({})).toBe('https://own.example /sms?a=1');
    expect(place({ baseUrl: 'https://a.b/x/' })).toBe('https://a.b/x /sms?a=1');
    expect(place({ baseUrl: 'https://a.b' }, { baseUrl: 'https://c.d:1' })).toBe(
      'https://c.d:1 /sms?a=1',
    );
    expect(place({ baseUrl: 'nowhere' })).toBeUndefined();
  });

  it('is the base URL of the account again, after a route had another one', () => {
    const webhook = { keys: [], verify: true, baseUrl: 'https://a.b' };
    const known = new WeakMap();
    const hosts = ['https://c.d', undefined].map((baseUrl) => {
      const options = { url: undefined, baseUrl };
      const request = { target: '/', ownBaseUrl: () => '' };
      return signedPlace(request as never, { webhook } as never, options, known)?.base.host;
    });
    expect(hosts).toEqual(['c.d', 'a.b']);
  });

  it('has the Basic credentials, unless it has others', () => {
    expect(place({ baseUrl: 'https://a.b', basic })).toBe('https://u:p@a.b /sms?a=1');
    expect(place({ baseUrl: 'https://x@a.b', basic })).toBe('https://x@a.b /sms?a=1');
  });

  it.each([
    ['https://a.b/x', '/sms?a=1', 'https://a.b /x?a=1'],
    ['https://a.b', '/sms?a=1', 'https://a.b /?a=1'],
    ['https://a.b/x?own=1', '/sms', 'https://a.b /x?own=1'],
    ['https://a.b/x?own=1#f', '/sms?a=1', 'https://a.b /x?a=1'],
    ['a.b/x', '/sms', undefined],
    ['https:///x', '/sms', undefined],
  ])('is the whole URL of the route: %s', (url, target, found) => {
    expect(place({ baseUrl: 'https://other' }, { url }, target)).toBe(found);
  });

  it.each([
    ['https://a.b/x', true],
    ['http://a.b', true],
    ['WSS://a.b', true],
    ['ws://a.b', true],
    ['ftp://a.b', false],
    ['xhttps://a.b', false],
    ['httpsx://a.b', false],
    ['wsx://a.b', false],
    ['a.b', false],
    ['', false],
    ['https://a.b:99999', false],
  ])('can be called by Twilio: %s %s', (url, isPublic) => expect(isPublicUrl(url)).toBe(isPublic));
});
