import { describe, expect, it, vi } from 'vitest';
import type { DecodedResponse } from '../answers/response-decoding.js';
import { createResolver } from './destination.js';
import { prepareCall, type PreparedCall } from './prepared-call.js';
import { followRedirects } from './redirects.js';

const resolve = createResolver('http://127.0.0.1:8080/twilio');

/** Follows one redirect, and returns the call that was made for it, if there was one. */
async function next(
  location: string | string[] | undefined,
  { method = 'get', status = 302 } = {},
): Promise<PreparedCall | undefined> {
  const uri = 'https://api.twilio.com/a/b?c=d';
  const headers = { Accept: 'x/y', 'User-Agent': 'me', 'X-Private': 'accept', 'X-Other': 'z' };
  const call = prepareCall({ method, uri, headers, timeout: 7 }, resolve, 1);
  const last: DecodedResponse = { status: 200, headers: {}, body: 'last' };
  const first: DecodedResponse = { status, headers: { location }, body: 'first' };
  const send = vi.fn<(made: PreparedCall) => Promise<DecodedResponse>>(async () => last);
  const answer = await followRedirects(call, first, resolve, send);
  const [made] = send.mock.calls[0] ?? [];
  expect(answer).toBe(made === undefined ? first : last);
  return made;
}

describe('a redirect', () => {
  it('to another host asks for its path and query, with the headers of any read', async () => {
    const made = await next('https://media.example:8443/x?y=z#w');
    expect(made).toMatchObject({
      outgoing: { method: 'GET', host: 'media.example:8443', path: '/x' },
      destination: { origin: 'https://media.example:8443', prefix: '' },
      query: '?y=z',
      timeoutMs: 7,
    });
    expect(made?.headers).toEqual([
      'accept',
      'x/y',
      'accept-encoding',
      'gzip, deflate, br',
      'user-agent',
      'me',
    ]);
  });

  it.each([
    ['c', '/a/c'],
    ['/c', '/c'],
    ['https://lookups.twilio.com/c', '/c'],
  ])('to Twilio goes to the base URL as always: %s', async (location, path) => {
    expect(await next(location)).toMatchObject({
      outgoing: { path },
      destination: { origin: 'http://127.0.0.1:8080', prefix: '/twilio' },
    });
  });

  it.each([301, 302, 303, 307, 308])('with status %i is followed', async (status) => {
    expect(await next('/c', { status })).toBeDefined();
  });

  it.each([200, 201, 300, 304, 401])('with status %i is none', async (status) => {
    expect(await next('/c', { status })).toBeUndefined();
  });

  it('of a HEAD is followed as a HEAD', async () => {
    expect(await next('/c', { method: 'head' })).toMatchObject({ outgoing: { method: 'HEAD' } });
  });

  it.each(['post', 'put', 'delete'])('of a %s is not followed', async (method) => {
    expect(await next('/c', { method })).toBeUndefined();
  });

  it.each([undefined, ['/c', '/d'], 'https://', 'http://media.example/x', 'ftp://media.example/x'])(
    'to %j is not followed',
    async (location) => expect(await next(location)).toBeUndefined(),
  );

  it.each(['https://u@media.example/', 'https://:p@media.example/', 'https://u:p@api.twilio.com/'])(
    'with credentials is not followed: %s',
    async (location) => expect(await next(location)).toBeUndefined(),
  );
});
