import { describe, expect, it } from 'vitest';
import { parseBaseUrl } from '../../config/base-url.js';
import { publicUrls } from './public-url.js';

function urls(base: string, target: string): string[] {
  return publicUrls(parseBaseUrl(base)!, target);
}

describe('the URL that Twilio signed', () => {
  it('is the base and the target, with the default port and without', () => {
    expect(urls('https://api.example.com', '/sms?a=1')).toEqual([
      'https://api.example.com/sms?a=1',
      'https://api.example.com:443/sms?a=1',
    ]);
    expect(urls('http://127.0.0.1', '/sms')).toContain('http://127.0.0.1:80/sms');
  });

  it('may lack a port that the base has', () => {
    expect(urls('https://api.example.com:8443', '/sms')).toEqual([
      'https://api.example.com:8443/sms',
      'https://api.example.com/sms',
    ]);
    expect(urls('https://[::1]:8443', '/sms')).toEqual([
      'https://[::1]:8443/sms',
      'https://[::1]/sms',
    ]);
  });

  it('is tried unchanged when the scheme has no default port', () => {
    expect(new Set(urls('sip://api.example.com', '/sms'))).toEqual(
      new Set(['sip://api.example.com/sms']),
    );
  });

  it('keeps the case of the host and the path prefix, with or without a trailing slash', () => {
    expect(urls('https://API.Example.com/Twilio/', '/sms/')[0]).toBe(
      'https://API.Example.com/Twilio/sms/',
    );
    expect(urls('https://api.example.com/', '//evil.com/w')[0]).toBe(
      'https://api.example.com//evil.com/w',
    );
  });

  it('is tried with apostrophes raw and escaped, only when it has some', () => {
    expect(urls('https://h', "/o'hara?q='x'")).toEqual([
      "https://h/o'hara?q='x'",
      "https://h:443/o'hara?q='x'",
      'https://h/o%27hara?q=%27x%27',
      'https://h:443/o%27hara?q=%27x%27',
    ]);
    expect(urls('https://h', '/o%27hara')).toHaveLength(4);
    expect(urls('https://h', '/o%22hara')).toHaveLength(2);
  });

  it('is tried without the slash of the root path, because Twilio calls https://h as /', () => {
    expect(urls('https://h/sub', '/?a=1')).toEqual([
      'https://h/sub/?a=1',
      'https://h:443/sub/?a=1',
      'https://h/sub?a=1',
      'https://h:443/sub?a=1',
    ]);
    expect(urls('https://h', '/')).toContain('https://h');
    expect(urls('https://h', '//')).toHaveLength(2);
  });

  it('keeps the case of the scheme', () => {
    expect(urls('HTTPS://h', '/sms')).toEqual(['HTTPS://h/sms', 'HTTPS://h:443/sms']);
  });

  it('is tried with user info and without, if the base URL has some', () => {
    expect(urls('https://user:p@ss@h', '/sms')).toEqual([
      'https://user:p@ss@h/sms',
      'https://user:p@ss@h:443/sms',
      'https://h/sms',
      'https://h:443/sms',
    ]);
  });
});
