import { afterEach, describe, expect, it } from 'vitest';
import { accountsOf, webhookAccount, webhookKey } from '#test/support/webhook-fixture.js';
import { Secret } from '../../primitives/secret.js';
import { AccountLookups } from '../keys/account-lookups.js';
import { hasCredentials, userInfoOf } from '../keys/basic-credentials.js';
import { rawBytes } from './raw-body.js';
import { fieldOf, isQueryOnly, requestTarget, singleHeader } from './webhook-request.js';

const polluted = Object.prototype as unknown as Record<string, unknown>;
afterEach(() => delete polluted['method']);

describe('a field of a request', () => {
  it('may be on the prototype of an adapter, and not on that of every object', () => {
    class Adapter {
      headers = {};
      get method(): string {
        return 'POST';
      }
    }
    expect(fieldOf(new Adapter(), 'method')).toBe('POST');
    polluted['method'] = 'GET';
    expect(fieldOf(new Adapter(), 'method')).toBe('POST');
    expect(fieldOf({ method: 'PUT' }, 'method')).toBe('PUT');
    const request = { headers: {} } as { headers: object; method?: string };
    expect(fieldOf(request, 'method')).toBeUndefined();
    expect(fieldOf(Object.create(null) as typeof request, 'method')).toBeUndefined();
  });

  it('says whether parameters can only be in the query', () => {
    const isOf = (method?: string) => isQueryOnly({ headers: {}, method });
    expect(['GET', 'HEAD', 'POST', 'get', undefined].map(isOf)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('is a header with all its values, which is own', () => {
    const headers = { a: 'x', b: ['x', 'y'], c: undefined };
    expect(['a', 'b', 'c', 'd'].map((name) => singleHeader({ headers }, name))).toEqual([
      'x',
      'x,y',
      undefined,
      undefined,
    ]);
    expect(singleHeader({ headers: {} }, 'toString')).toBeUndefined();
  });

  it('is a target without its origin, which it may end with a slash', () => {
    expect(requestTarget({ headers: {}, url: 'https://h/a/' })).toBe('/a/');
    expect(requestTarget({ headers: {}, url: '/a' })).toBe('/a');
  });
});

describe('the bytes of a body', () => {
  const bytes = (request: object) => rawBytes({ headers: {}, ...request })?.toString();

  it('are those that were kept', () => {
    const kept = Buffer.from('a=1');
    expect(rawBytes({ headers: {}, rawBody: kept })).toBe(kept);
    expect(bytes({ rawBody: new Uint8Array([0x61]) })).toBe('a');
    expect(bytes({ rawBody: 'a=1' })).toBe('a=1');
  });

  it.each([
    ['nothing says so', {}],
    ['its length is 0', { headers: { 'content-length': '0' } }],
    ['a parser made nothing of it', { body: null }],
    ['a parser made an empty object of it', { body: {} }],
    ['HTTP/1 announces none', { httpVersionMajor: 1, stream: {} }],
    ['its HTTP/2 stream ended', { httpVersionMajor: 2, stream: { endAfterHeaders: true } }],
    [
      'the stream of its raw request ended',
      { raw: { httpVersionMajor: 2, stream: { endAfterHeaders: true } } },
    ],
    ['its HTTP/2 length is 0', { httpVersionMajor: 2, headers: { 'content-length': '0' } }],
  ])('are none where %s', (_, request) => expect(bytes(request)).toBe(''));

  it.each([
    ['its length says so', { headers: { 'content-length': '3' } }],
    ['it is chunked', { headers: { 'transfer-encoding': 'chunked' } }],
    ['a parser read it', { body: { a: 1 } }],
    ['a parser read text', { body: '' }],
    ['its HTTP/2 stream goes on', { httpVersionMajor: 2, stream: { endAfterHeaders: false } }],
    ['its HTTP/2 stream does not say', { httpVersionMajor: 2, stream: {} }],
    ['its HTTP/2 stream is unknown', { httpVersionMajor: 2 }],
    ['its HTTP/2 stream is nothing', { httpVersionMajor: 2, stream: null }],
    ['its raw request is HTTP/2', { httpVersionMajor: 1, raw: { httpVersionMajor: 2 } }],
    ['it is HTTP/2 and its raw request is nothing', { httpVersionMajor: 2, raw: null }],
  ])('are unknown where they were not kept and %s', (_, request) =>
    expect(rawBytes({ headers: {}, ...request })).toBeUndefined(),
  );
});

describe('Basic credentials', () => {
  const credentials = { username: 'twilio', password: new Secret('p:w/1') };
  const carries = (authorization?: string) =>
    hasCredentials({ headers: { authorization } }, credentials);
  const encoded = Buffer.from('twilio:p:w/1').toString('base64');

  it('are carried by a request that has exactly them', () => {
    expect(carries(`Basic ${encoded}`)).toBe(true);
    expect(carries(`basic  ${encoded} `)).toBe(true);
    for (const other of [undefined, '', 'Basic', `Bearer ${encoded}`, `Basic x${encoded}`]) {
      expect(carries(other)).toBe(false);
    }
    expect(carries(`Basic ${Buffer.from('twilio:p').toString('base64')}`)).toBe(false);
  });

  it('stand escaped in a URL', () => expect(userInfoOf(credentials)).toBe('twilio:p%3Aw%2F1@'));
});

describe('lookups of accounts that are not configured', () => {
  const account = webhookAccount({ name: 'tenant:t1', keys: [webhookKey('x')] });
  const calls: string[] = [];
  const tenants = {
    findUnverified: (id: string) => {
      calls.push(`find ${id}`);
      return { found: { account: { snapshot: account } } } as never;
    },
    verified: (id: string) => void calls.push(`verified ${id}`),
  };
  const keys = {
    find: async (sid: string) => {
      calls.push(`find ${sid}`);
      return { missing: 'unknown', ttlMs: 0 };
    },
    verified: (sid: string) => void calls.push(`verified ${sid}`),
  };

  it('ask for a tenant or for the keys of a SID, and tell which was verified', async () => {
    const lookups = new AccountLookups(accountsOf(), keys as never, tenants);
    const tenant = { kind: 'tenant', tenantId: 't1' } as never;
    const sid = { kind: 'sid', sid: 'AC9' } as never;
    expect(await lookups.find(tenant)).toMatchObject({ account: 'tenant:t1' });
    expect(await lookups.find(sid)).toMatchObject({ reason: expect.any(String) });
    lookups.verified(tenant);
    lookups.verified(sid);
    expect(calls).toEqual(['find t1', 'find AC9', 'verified t1', 'verified AC9']);
  });

  it('find nothing where no keys can be looked up', () => {
    const lookups = new AccountLookups(accountsOf(), undefined, tenants);
    const sid = { kind: 'sid', sid: 'AC9' } as never;
    expect(lookups.find(sid)).toMatchObject({ reason: expect.any(String) });
    expect(() => lookups.verified(sid)).not.toThrow();
  });
});
