import { describe, expect, it } from 'vitest';
import { createProxyRule, type Target } from './proxies.js';

const target = (host: string, port = 443): Target => ({ isTls: port === 443, host, port });

describe('the proxy for a connection', () => {
  it.each([
    ['http://proxy.example', { isTls: false, host: 'proxy.example', port: 80 }],
    ['https://proxy.example', { isTls: true, host: 'proxy.example', port: 443 }],
    ['http://[::1]:3128', { isTls: false, host: '::1', port: 3128 }],
  ])('is read from %s', (proxy, expected) => {
    expect(createProxyRule({ proxy }, {})(target('api.twilio.com'))).toMatchObject(expected);
  });

  it.each([
    ['user:pa%3Ass', 'user:pa:ss'],
    ['user', 'user:'],
    [':pass', ':pass'],
    ['50%:x', '50%:x'],
  ])('has the credentials of its URL: %s', (userInfo, credentials) => {
    const proxyFor = createProxyRule({ proxy: `http://${userInfo}@proxy.example` }, {});
    const header = proxyFor(target('api.twilio.com'))?.authorization?.reveal();
    expect(header).toBe(`Basic ${Buffer.from(credentials).toString('base64')}`);
  });

  it('has no credentials where its URL has none', () => {
    const proxy = createProxyRule({ proxy: 'http://proxy.example' }, {})(target('api.twilio.com'));
    expect(proxy?.authorization).toBeUndefined();
  });

  it.each([
    [{ httpProxy: 'http://a', httpsProxy: 'http://b' }, 443, 'b'],
    [{ httpProxy: 'http://a', httpsProxy: 'http://b' }, 80, 'a'],
    [{ httpProxy: 'http://a' }, 443, 'a'],
    [{ httpsProxy: 'http://b' }, 80, undefined],
    [{ httpProxy: '', httpsProxy: '' }, 443, undefined],
    [{}, 443, undefined],
  ])('of %j for port %i is %s', (env, port, host) => {
    expect(createProxyRule({}, env)(target('api.twilio.com', port))?.host).toBe(host);
  });

  it('is not used with `false`, whatever the environment says', () => {
    const proxyFor = createProxyRule({ proxy: false }, { httpsProxy: 'http://proxy.example' });
    expect(proxyFor(target('api.twilio.com'))).toBeUndefined();
  });

  it.each([
    ['fd00::/8', 'fd00::1', true],
    ['[fd00::]/8', 'fd00::1', true],
    ['fd00::/8', 'fe80::1', false],
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '11.1.2.3', false],
    ['10.0.0.0/33', '10.1.2.3', false],
    ['fd00::/128', 'fd00::', true],
    ['fd00::/129', 'fd00::', false],
    ['10.0.0.0/32', '10.0.0.0', true],
    ['10.0.0.0/0', '11.1.2.3', true],
    ['10.0.0.0/', '10.0.0.0', false],
    ['10.0.0.0/8x', '10.1.2.3', false],
    ['10.0.0.0/0008', '10.1.2.3', false],
    ['10.0.0.0/8', 'fd00::1', false],
    ['x10.0.0.0/8', '10.1.2.3', false],
    ['::1', '::1', true],
    ['[::1]', '::1', true],
    ['[::1]:443', '::1', true],
    ['[::1]:80', '::1', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['*', 'api.twilio.com', true],
    ['*.twilio.com', 'api.twilio.com', true],
    ['.twilio.com', 'api.twilio.com', true],
    ['.twilio.com', 'twilio.com', true],
    ['twilio.com', 'eviltwilio.com', false],
    ['api.twilio.com', 'twilio.com', false],
    ['API.Twilio.com', 'api.TWILIO.com', true],
    ['twilio.com:443', 'api.twilio.com', true],
    ['a.example twilio.com', 'api.twilio.com', true],
    ['a.example,\ttwilio.com', 'api.twilio.com', true],
    ['', 'api.twilio.com', false],
    ['twilio.com:8443', 'api.twilio.com', false],
    [':', 'api.twilio.com', false],
  ])('with NO_PROXY=%s is bypassed for %s: %s', (noProxy, host, isBypassed) => {
    const proxyFor = createProxyRule({}, { httpsProxy: 'http://proxy.example', noProxy });
    expect(proxyFor(target(host)) === undefined).toBe(isBypassed);
  });
});
