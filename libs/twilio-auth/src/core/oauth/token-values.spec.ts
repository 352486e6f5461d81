import { describe, expect, it } from 'vitest';
import { baseOAuthAccount } from '#test/support/oauth-fixture.js';
import { thrownBy } from '#test/support/thrown.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { toTokenError } from './error-answer.js';
import type { OAuthClient, TokenResponse } from './oauth-client.js';
import { bodyText, lifetimeMsOf, parseToken } from './token-answer.js';

const { name: accountName, accountSid, rest } = baseOAuthAccount();
const { clientId, clientSecret } = rest;
const client: OAuthClient = { accountName, accountSid, clientId, clientSecret };
const MINUTE = 60_000;

function answer(body: unknown, changes: Partial<TokenResponse> = {}): TokenResponse {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body) ?? '');
  return { status: 200, headers: {}, body: bytes, ...changes };
}

const jwt = (payload: object): string =>
  `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.sig`;

describe('An answer without a usable token', () => {
  it.each([
    [[], 'the body is not a JSON object'],
    [undefined, 'the body is not a JSON object'],
    [{}, 'access_token is missing'],
    [{ access_token: null }, 'access_token is missing'],
    [{ access_token: 5 }, 'access_token is a number'],
    [{ access_token: '' }, 'access_token is empty'],
    [{ access_token: 'a b' }, 'access_token has characters'],
  ])('is an error that says what is wrong: %j', (body, fault) => {
    expect(thrownBy(() => parseToken(answer(body), client))).toMatchObject({
      reason: 'malformed',
      retryable: true,
      message: expect.stringContaining(`without a usable token: ${fault}`),
    });
  });
});

describe('The lifetime of a token', () => {
  it.each([
    ['0x10', MINUTE],
    ['', MINUTE],
    ['1e3', MINUTE],
    [' 90 ', 90_000],
    ['90.9', 90_000],
    [-5, 0],
    [null, MINUTE],
  ])('is read from expires_in, a decimal number: %j', (expiresIn, lifetimeMs) => {
    expect(lifetimeMsOf(expiresIn, 'opaque')).toBe(lifetimeMs);
  });

  it.each([
    [{ iat: 100, exp: 190 }, 90_000],
    [{ iat: 100, exp: 100 }, MINUTE],
    [{ iat: 200, exp: 100 }, MINUTE],
    [{ iat: 0, exp: '3600' }, MINUTE],
    [{ iat: '0', exp: 3600 }, MINUTE],
    [{ exp: 3600 }, MINUTE],
    [{ iat: 0 }, MINUTE],
  ])('is else what a JWT says in numbers: %j', (payload, lifetimeMs) => {
    expect(lifetimeMsOf(undefined, jwt(payload))).toBe(lifetimeMs);
  });
});

describe('The text of an answer', () => {
  it('is compressed only where both of its first bytes say so', () => {
    expect(bodyText(answer(Buffer.from([0x1f, 0x41])))).toBe('\u001fA');
    expect(bodyText(answer(Buffer.from([0x41, 0x8b])))).toMatch(/^A/);
    expect(bodyText(answer(Buffer.from([0x1f, 0x8b, 0])))).toBeUndefined();
  });
});

describe('An error of the endpoint', () => {
  const errorOf = (body: object, changes: Partial<TokenResponse> = {}) =>
    toTokenError(answer(body, { status: 503, ...changes }), client, new FakeClock());

  it('has the code of Twilio only where that is a positive whole number', () => {
    expect(errorOf({ code: 20003 }).twilioCode).toBe(20003);
    for (const code of [0, -1, 1.5, 'x', null]) {
      expect(errorOf({ code })).toHaveProperty('twilioCode', undefined);
    }
  });

  it('waits as the header says, and as the body says without one', () => {
    const body = { throttled_until: '2026-01-01T00:00:07Z' };
    expect(errorOf(body).retryAfterMs).toBe(7_000);
    expect(errorOf(body, { headers: { 'retry-after': '3' } }).retryAfterMs).toBe(3_000);
    expect(errorOf({ throttled_until: 'soon' }).retryAfterMs).toBeUndefined();
    expect(errorOf({ throttled_until: '2025-12-31T00:00:00Z' }).retryAfterMs).toBe(0);
  });
});
