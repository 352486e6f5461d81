import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { HeaderMap } from '../connections/wire.js';
import { decodeResponse, twilioCodeIn } from './response-decoding.js';

const LIMIT = 1000;
const TEXT = '{"sid":"SM1"}';

const decode = (
  body: string | Buffer,
  headers: HeaderMap = {},
  authorization?: string,
  status = 200,
) => decodeResponse({ status, headers, body: Buffer.from(body) }, LIMIT, authorization);

describe('a compressed answer', () => {
  it.each([
    ['gzip', gzipSync(TEXT)],
    ['x-gzip', gzipSync(TEXT)],
    ['GZIP', gzipSync(TEXT)],
    ['gzip', deflateSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['deflate', deflateRawSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
  ])('is read as %s (%#)', async (encoding, bytes) => {
    const answer = await decode(bytes, { 'content-encoding': encoding, 'x-a': 'b' });
    expect(answer).toEqual({ status: 200, headers: { 'x-a': 'b' }, body: { sid: 'SM1' } });
  });

  it.each(['zstd', 'identity', 'constructor', 'gzip, br'])(
    'is left as it is, with its header, when it is %s',
    async (encoding) => {
      const answer = await decode('text', { 'content-encoding': encoding });
      expect(answer).toMatchObject({ headers: { 'content-encoding': encoding }, body: 'text' });
    },
  );

  it.each(['gzip', 'deflate', 'br'])('may be empty: %s', async (encoding) => {
    const answer = await decode('', { 'content-encoding': encoding });
    expect(answer).toEqual({ status: 200, headers: {}, body: '' });
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('that ends early is used as far as it came: %s', async (encoding, compress) => {
    const bytes = compress(Array.from({ length: 200 }, (_, at) => at).join());
    const cut = bytes.subarray(0, bytes.length - 40);
    const answer = await decode(cut, { 'content-encoding': encoding });
    expect(answer.body).toMatch(/^0,1,2,.*,99,/);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('may have the limit of bytes, and no more: %s', async (encoding, compress) => {
    const of = (length: number) =>
      decode(compress('x'.repeat(length)), { 'content-encoding': encoding });
    expect(await of(LIMIT)).toMatchObject({ body: 'x'.repeat(LIMIT) });
    await expect(of(LIMIT + 1)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE', sent: 'yes' });
  });

  it.each(['gzip', 'deflate', 'br'])('that is none is an error: %s', async (encoding) => {
    const answer = decode(Buffer.alloc(20, 0xff), { 'content-encoding': encoding });
    await expect(answer).rejects.toMatchObject({ code: 'BODY_MALFORMED', sent: 'yes' });
  });
});

describe('an answer', () => {
  it.each([
    ['JSON', TEXT, { sid: 'SM1' }],
    ['JSON after a byte order mark', `\uFEFF${TEXT}`, { sid: 'SM1' }],
    ['a text', 'a=1', 'a=1'],
    ['a text after a byte order mark', '\uFEFFa=1', 'a=1'],
    ['nothing', '', ''],
    ['null', 'null', null],
  ])('with %s is what the SDK expects', async (_, text, body) => {
    expect((await decode(text)).body).toEqual(body);
  });

  it('has its repeated headers joined, and its cookies as a list', async () => {
    const answer = await decode('', { vary: ['a', 'b'], 'set-cookie': ['c=1', 'd=2'], etag: 'e' });
    expect(answer.headers).toEqual({ vary: 'a, b', 'set-cookie': ['c=1', 'd=2'], etag: 'e' });
    expect((await decode('', { 'set-cookie': 'c=1' })).headers).toEqual({ 'set-cookie': ['c=1'] });
  });

  it('that is a stream is passed on, and so is its encoding', async () => {
    const stream = {} as never;
    const headers = { 'content-encoding': 'gzip', vary: ['a', 'b'] };
    const answer = await decodeResponse({ status: 200, headers, body: Buffer.alloc(0), stream }, 9);
    expect(answer.body).toBe(stream);
    expect(answer.headers).toEqual({ 'content-encoding': 'gzip', vary: 'a, b' });
  });
});

describe('an error that quotes the credential', () => {
  const secret = 'the-secret:of-the-key';
  const basic = Buffer.from(`SKkey:${secret}`).toString('base64');
  const quote = async (text: string, authorization: string, status = 400): Promise<unknown> =>
    (await decode(text, {}, authorization, status)).body;

  it('shows neither the header nor the secret in it, whatever the case of the scheme', async () => {
    expect(await quote(`Basic ${basic}, ${secret}`, `Basic ${basic}`)).toBe(
      'Basic [secret], [secret]',
    );
    expect(await quote(secret, `basic ${basic}`)).toBe('[secret]');
  });

  it('shows no token, also one with spaces in it', async () => {
    expect(await quote('Bearer some.long.token', 'Bearer some.long.token')).toBe('Bearer [secret]');
    expect(await quote('x some long token', 'Custom some long token')).toBe('x [secret]');
  });

  it('is left alone when it is a success', async () => {
    expect(await quote('some.long.token', 'Bearer some.long.token', 399)).toBe('some.long.token');
  });
});

describe('the code of an error', () => {
  it('is that of its body, whatever its type', () => {
    expect([{ code: 20003 }, { code: 'x' }, {}, 'text', null].map(twilioCodeIn)).toEqual([
      20003,
      'x',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
