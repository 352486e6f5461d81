import { describe, expect, it } from 'vitest';
import { createResolver } from './destination.js';
import { encodeBody, prepareCall } from './prepared-call.js';
import type { SdkRequest } from './sdk-contract.js';

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

const prepared = (opts: Partial<SdkRequest>, uri = 'https://api.twilio.com/x') =>
  prepareCall({ method: 'get', uri, ...opts }, createResolver(), 30_000);

/** Its headers by name. */
function headersOf(opts: Partial<SdkRequest>): Record<string, string> {
  const { headers } = prepared(opts);
  const names = headers.filter((_, at) => at % 2 === 0);
  return Object.fromEntries(names.map((name) => [name, headers[headers.indexOf(name) + 1]!]));
}

describe('a call', () => {
  it('has its method in capitals, and the time of the module where it has none of its own', () => {
    expect(prepared({})).toMatchObject({ outgoing: { method: 'GET' }, timeoutMs: 30_000 });
    expect(prepared({ timeout: 0 })).toMatchObject({ timeoutMs: 30_000 });
    expect(prepared({ timeout: 7 })).toMatchObject({ timeoutMs: 7 });
  });

  it.each([
    [undefined, false],
    [false, false],
    ['yes' as never, false],
    [true, true],
  ])('with allowRedirects %s follows redirects: %s', (allowRedirects, followRedirects) => {
    expect(prepared({ allowRedirects })).toMatchObject({ followRedirects });
  });

  it.each([
    ['/x', undefined, ''],
    ['/x?a=1', undefined, '?a=1'],
    ['/x', {}, ''],
    ['/x?a=1', {}, '?a=1'],
    ['/x', { b: [2, 3] }, '?b=2&b=3'],
    ['/x?a=1', { b: 'ü c' }, '?a=1&b=%C3%BC%20c'],
  ])('to %s with the parameters %j has the query %j', (path, params, query) => {
    expect(prepared({ params }, `https://api.twilio.com${path}`).query).toBe(query);
  });
});

describe('the headers of a call', () => {
  it('accept what axios accepts, and every encoding that is read', () => {
    expect(headersOf({})).toEqual({
      accept: 'application/json, text/plain, */*',
      'accept-encoding': 'gzip, deflate, br',
    });
    expect(headersOf({ stream: {} })).toMatchObject({ 'accept-encoding': 'identity' });
  });

  it.each(['post', 'PUT', 'patch'])('of a %s say that its body is a form by default', (method) => {
    expect(headersOf({ method })).toMatchObject({ 'content-type': FORM });
    const headers = { 'Content-Type': JSON_TYPE };
    expect(headersOf({ method, headers })).toMatchObject({ 'content-type': JSON_TYPE });
  });

  it.each(['get', 'delete'])('of a %s say nothing of a body', (method) => {
    expect(headersOf({ method })).not.toHaveProperty('content-type');
  });

  it('are those of the caller, but none that only the transport sets, and none without a value', () => {
    const headers = {
      'X-Number': 7,
      'X-True': true,
      'X-False': false,
      'X-Null': null,
      'X-Missing': undefined,
      'X-Empty': '',
      'X-Twice': 'a',
      'x-twice': 'b',
      Host: 'evil.example',
      'Content-Length': '7',
      'Accept-Encoding': 'zstd',
    } as never;
    expect(headersOf({ headers })).toEqual({
      ...headersOf({}),
      'x-number': '7',
      'x-true': 'true',
      'x-empty': '',
      'x-twice': 'b',
    });
  });
});

describe('a form', () => {
  it('repeats the names of lists, and has no body without data', () => {
    expect(encodeBody({ To: '+1 5', MediaUrl: ['a', 'b'] }, FORM)).toBe(
      'To=%2B1%205&MediaUrl=a&MediaUrl=b',
    );
    expect(encodeBody(undefined, FORM)).toBeUndefined();
  });
});

describe('a JSON body', () => {
  it.each([
    ['an object', { a: 1 }, '{"a":1}'],
    ['text that is JSON', ' {"a":1}\n', '{"a":1}'],
    ['text that is not JSON', 'a=1', '"a=1"'],
    ['a list', [1], '[1]'],
    ['a number', 7, '7'],
    ['search parameters', new URLSearchParams({ a: '1' }), 'a=1'],
  ])('is made of %s', (_, data, body) => {
    expect(encodeBody(data, JSON_TYPE)).toBe(body);
  });

  it('is sent unchanged when it is a buffer', () => {
    const bytes = Buffer.from('{"a":"é"}');
    expect(encodeBody(bytes, JSON_TYPE)).toBe(bytes);
  });
});

describe('no body', () => {
  it.each([
    ['without data', undefined, JSON_TYPE],
    ['without a content type', { a: 1 }, undefined],
    ['with a content type that the SDK does not know', { a: 1 }, 'Application/JSON'],
  ])('is sent %s', (_, data, type) => {
    expect(encodeBody(data, type)).toBeUndefined();
  });
});
