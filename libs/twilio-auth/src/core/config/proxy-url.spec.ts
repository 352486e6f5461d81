import { describe, expect, it } from 'vitest';
import { parseProxyUrl } from './proxy-url.js';

describe('the URL of a proxy', () => {
  it.each([
    ['http://proxy.corp:3128', 'http://proxy.corp:3128/'],
    ['https://u:p%40@proxy.corp', 'https://u:p%40@proxy.corp/'],
    ['proxy.corp:3128', 'http://proxy.corp:3128/'],
    ['socks.corp:3128', 'http://socks.corp:3128/'],
  ])('is read, http where it has no scheme: %s', (value, href) => {
    expect(String(parseProxyUrl(value))).toBe(href);
    expect(parseProxyUrl(value)).toBeInstanceOf(URL);
  });

  it.each([
    ['socks5://proxy.corp', 'a SOCKS proxy is not supported'],
    ['socks://proxy.corp', 'a SOCKS proxy is not supported'],
    ['ftp://proxy.corp', 'expected the URL of an http or https proxy'],
    ['notsocks://proxy.corp', 'expected the URL of an http or https proxy'],
    ['//proxy.corp', 'expected the URL of a proxy such as'],
    ['http://u:p%@:80', 'expected the URL of a proxy such as'],
    ['', 'expected the URL of a proxy such as'],
  ])('is refused with the reason: %s', (value, problem) => {
    expect(parseProxyUrl(value)).toContain(problem);
  });
});
