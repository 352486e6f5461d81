import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { oauthFactory } from '#test/support/oauth-fixture.js';
import type { Answer } from '#test/support/recording-server.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { lifetimeMsOf } from './token-answer.js';

const endpoint = useTokenEndpoint();
const other = useTokenEndpoint();

const grant = (changes: object): Answer => ({ body: { access_token: 'tok', ...changes } });

describe('An answer without a usable token', () => {
  it.each<[string, Answer]>([
    ['no access_token', grant({ access_token: undefined })],
    ['a null access_token', grant({ access_token: null })],
    ['a number for access_token', grant({ access_token: 5 })],
    ['an empty access_token', grant({ access_token: '' })],
    ['a line break in access_token', grant({ access_token: 'a\r\nX-Evil: 1' })],
    ['a NUL in access_token', grant({ access_token: 'a\0b' })],
    ['an access_token with a character that no header may have', grant({ access_token: 'tok…' })],
    ['an array', { body: '[]' }],
    ['a JSON string', { body: '"tok"' }],
    ['HTML with status 200', { body: '<html><title>Sign in</title></html>' }],
    ['204', { status: 204 }],
    ['an empty body', { body: '' }],
    ['truncated JSON', { body: '{"access_token":"tok"' }],
    ['broken gzip', { body: gzipSync('{"access_token":"tok"}').subarray(0, 20) }],
    ['a gzip bomb', { body: gzipSync(`{"access_token":"tok"}${' '.repeat(3_000_000)}`) }],
  ])('is retried, and an error at the deadline, when it has %s', async (_, answer) => {
    endpoint.always(answer);
    const clock = new FakeClock();
    const { strategy, events } = oauthFactory(endpoint, {}, { clock });
    const failed = expect(strategy.authorization()).rejects.toMatchObject({
      code: 'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
      reason: 'malformed',
      retryable: true,
    });
    await vi.waitUntil(() => clock.waiting.includes(100));
    await clock.advance(100);
    await endpoint.received(2);
    await clock.advance(10_000);
    await failed;
    expect(events.of('token.failed')).toMatchObject([{ reason: 'malformed', background: false }]);
  });

  it('is not followed when it redirects to another host', async () => {
    endpoint.always({ status: 302, headers: { location: `${other.origin}/v2/token` } });
    const { strategy } = oauthFactory(endpoint);
    await expect(strategy.authorization()).rejects.toMatchObject({
      code: 'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
      status: 302,
      reason: 'http-302',
    });
    expect(endpoint.requests).toHaveLength(1);
    expect(other.requests).toHaveLength(0);
  });

  it('is an error when it is larger than one mebibyte', async () => {
    endpoint.always({ body: JSON.stringify({ access_token: 'x'.repeat(5_000_000) }) });
    const { strategy } = oauthFactory(endpoint, {}, { random: () => 0, timeoutMs: 200 });
    await expect(strategy.authorization()).rejects.toMatchObject({
      code: 'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
    });
  });

  it.each([false, true])('is read up to one mebibyte and no further (gzip: %s)', async (isGzip) => {
    const bodyOf = (bytes: number): Buffer => {
      const text = '{"access_token":"tok"}'.padEnd(bytes, ' ');
      return isGzip ? gzipSync(text) : Buffer.from(text);
    };
    const timeoutMs = 500;
    endpoint.always({ body: bodyOf(1_048_576) });
    expect(await oauthFactory(endpoint).strategy.authorization()).toBe('Bearer tok');
    endpoint.always({ body: bodyOf(1_048_577) });
    await expect(
      oauthFactory(endpoint, {}, { timeoutMs }).strategy.authorization(),
    ).rejects.toThrow();
  });

  it('is read when a proxy has compressed it', async () => {
    endpoint.always({ body: gzipSync('{"access_token":"tok","expires_in":60}') });
    const { strategy } = oauthFactory(endpoint);
    expect(await strategy.authorization()).toBe('Bearer tok');
  });
});

describe('A token without a lifetime', () => {
  it.each([0, -5])(
    'is used by the callers that wait for it and by no later one (expires_in %d)',
    async (expires_in) => {
      endpoint.expiresIn = expires_in;
      const { strategy } = oauthFactory(endpoint);
      const headers = await Promise.all([1, 2, 3].map(() => strategy.authorization()));
      expect(headers).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-1']);
      expect(strategy.describe().token).toEqual({ state: 'none', refreshFailing: false });
      expect(await strategy.authorization()).toBe('Bearer token-2');
      expect(endpoint.requests).toHaveLength(2);
    },
  );
});

const jwt = (claims: object): string =>
  `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

describe('The lifetime of a token', () => {
  it.each([
    ['a number', 3600, 3_600_000],
    ['a numeric string', '3600', 3_600_000],
    ['a numeric string with spaces', ' 60 ', 60_000],
    ['a fraction, floored', 3600.7, 3_600_000],
    ['an epoch in milliseconds, clamped to 30 days', 1_438_315_200_000, 2_592_000_000],
    ['zero', 0, 0],
    ['less than a second', 0.5, 0],
    ['negative', -5, 0],
    ['a negative string', '-5', 0],
  ])('is expires_in when it is %s', (_, expiresIn, expected) => {
    expect(lifetimeMsOf(expiresIn, jwt({ iat: 1000, exp: 8200 }))).toBe(expected);
  });

  it.each([
    ['missing', undefined],
    ['null', null],
    ['a word', 'abc'],
    ['hexadecimal', '0x10'],
    ['empty', ''],
    ['infinite (1e400 in JSON)', JSON.parse('1e400')],
    ['an object', {}],
    ['a boolean', true],
  ])('is taken from the JWT when expires_in is %s', (_, expiresIn) => {
    expect(lifetimeMsOf(expiresIn, jwt({ iat: 1000, exp: 8200 }))).toBe(7_200_000);
  });

  it.each([
    ['no JWT', 'opaque-token'],
    ['a JWT without iat', jwt({ exp: 8200 })],
    ['a JWT that ended before it began', jwt({ iat: 8200, exp: 1000 })],
    ['a JWT with claims that are not numbers', jwt({ iat: '1', exp: [] })],
    ['a JWT whose claims are null', `h.${Buffer.from('null').toString('base64url')}.s`],
    ['dots with garbage between them', 'a.%%%.c'],
  ])('is a minute when there is no expires_in and the token is %s', (_, accessToken) => {
    expect(lifetimeMsOf(undefined, accessToken)).toBe(60_000);
  });
});
