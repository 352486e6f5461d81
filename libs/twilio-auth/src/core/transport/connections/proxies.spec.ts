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
    ['::1', '::1', true],
    ['twilio.com:8443', 'api.twilio.com', false],
    [':', 'api.twilio.com', false],
  ])('with NO_PROXY=%s is bypassed for %s: %s', (noProxy, host, isBypassed) => {
    const proxyFor = createProxyRule({}, { httpsProxy: 'http://proxy.example', noProxy });
    expect(proxyFor(target(host)) === undefined).toBe(isBypassed);
  });
});
