import { describe, expect, it } from 'vitest';
import { parseBaseUrl } from '../../config/base-url.js';
import { basesLike, forwardedHints, targetsLike } from './mismatch-variations.js';

describe('what a proxy says of a request', () => {
  it('is read from the first value of each header, and paths must be paths', () => {
    const headers = {
      'x-forwarded-host': ' a.example , b.example',
      'x-original-host': ' ',
      'x-original-uri': '/sms',
      'x-original-url': 'https://a.example/sms',
      'x-forwarded-prefix': '/api/',
      'x-forwarded-path': 'api',
    };
    expect(forwardedHints({ headers, host: 'c.example' }, '/x')).toEqual({
      hosts: ['a.example', 'c.example'],
      targets: ['/sms', '/api/x'],
    });
    expect(forwardedHints({ headers: {} }, '/x')).toEqual({ hosts: [], targets: [] });
  });
});

describe('base URLs that may have been meant', () => {
  const like = (base: string, own: string, hosts: readonly string[] = []) =>
    basesLike(parseBaseUrl(base)!, own, hosts).map(
      ({ scheme, host, port, path }) => `${scheme}://${host}${port}${path}`,
    );

  it('are the given one first, then others of its host, its scheme, its port and its path', () => {
    const bases = like('https://A.b:1/p', 'http://own:2/q', ['c.d', 'no?host']);
    expect(bases[0]).toBe('https://A.b:1/p');
    expect(new Set(bases)).toEqual(
      new Set(
        ['A.b:1/p', 'A.b:1', 'a.b:1/p', 'own:2/p', 'own:2/q', 'c.d/p', 'c.d'].flatMap((place) => [
          `https://${place}`,
          `http://${place}`,
          `https://${place.replace(/:\d/, '')}`,
          `http://${place.replace(/:\d/, '')}`,
        ]),
      ),
    );
  });

  it('are of WebSockets where the given one is', () => {
    const schemes = (base: string) => new Set(like(base, '-').map((one) => one.split(':')[0]));
    expect(schemes('wss://a')).toEqual(new Set(['wss', 'ws']));
    expect(schemes('news://a')).toEqual(new Set(['news', 'https', 'http']));
  });
});

describe('paths and queries that may have been sent', () => {
  it('have a slash at their end or not, and a query or not', () => {
    expect(targetsLike('/a?b=1', ['/f'])).toEqual(
      expect.arrayContaining(['/a?b=1', '/a/?b=1', '/a', '/a/', '/f']),
    );
    expect(targetsLike('/a/?b=1', [])).toEqual(expect.arrayContaining(['/a?b=1', '/a']));
    expect(targetsLike('/a', [])).toEqual(['/a', '/a/', '/a', '/a/']);
  });

  const queries = (query: string) => targetsLike(`/a?${query}`, []).slice(4);

  it('have the query in each encoding', () => {
    expect(queries('b=%c3%A9+c%20d')).toEqual([
      '/a?b=%c3%A9%20c%20d',
      '/a?b=%c3%A9+c+d',
      '/a?b=%C3%A9+c%20d',
      '/a?b=%c3%a9+c%20d',
      '/a?b=é+c d',
      '/a?b=%C3%A9+c%20d',
    ]);
    expect(queries('b=%ff')).toEqual(['/a?b=%FF', '/a?b=%25ff']);
    expect(queries('b=1')).toEqual([]);
  });

  it('have the query in each order, or only sorted where there are many parts', () => {
    expect(queries('b&a')).toEqual(['/a?a&b']);
    expect(new Set(queries('a&b&c&d')).size).toBe(23);
    expect(queries('e&d&c&b&a')).toEqual(['/a?a&b&c&d&e']);
  });
});
