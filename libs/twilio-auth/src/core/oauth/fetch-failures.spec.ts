import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventLog, OAuthStrategy } from '#test/support/oauth-fixture.js';
import { CLIENT_SECRET, baseOAuthAccount, oauthFactory } from '#test/support/oauth-fixture.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { Deadline } from './deadline.js';
import { fetchError, FetchFailures } from './fetch-failures.js';

const HOUR = 3_600_000;

const endpoint = useTokenEndpoint();
let clock: FakeClock;
let strategy: OAuthStrategy;
let events: EventLog;
let sends: () => number;

beforeEach(async () => {
  clock = new FakeClock();
  ({ strategy, events, sends } = oauthFactory(endpoint, {}, { clock }));
  await strategy.authorization();
});

const failed = (count: number): Promise<boolean> =>
  vi.waitUntil(() => events.of('token.failed').length === count);

describe('A background refresh that fails', () => {
  beforeEach(async () => {
    // A redirect is not retried within the same fetch.
    endpoint.always({ status: 302 });
    await clock.advance(HOUR - 200_000);
  });

  it('is an event and no error for callers while the token is valid', async () => {
    expect(await strategy.authorization()).toBe('Bearer token-1');
    await failed(1);
    expect(events.of('token.failed')).toMatchObject([{ background: true, status: 302 }]);
    expect(strategy.describe().token).toMatchObject({ state: 'stale', refreshFailing: true });
    expect(await strategy.authorization()).toBe('Bearer token-1');
  });

  it('is not repeated before its backoff is over, and the backoff doubles', async () => {
    await strategy.authorization();
    await failed(1);
    await strategy.authorization();
    await clock.advance(749);
    await strategy.authorization();
    await clock.advance(0);
    expect(sends()).toBe(2);
    await clock.advance(1);
    await strategy.authorization();
    await failed(2);
    await clock.advance(1_499);
    await strategy.authorization();
    await clock.advance(0);
    expect(sends()).toBe(3);
    await clock.advance(1);
    await strategy.authorization();
    await failed(3);
  });

  it.each([
    [0, [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]],
    [1, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]],
  ])(
    'is repeated after a second at first and half a minute at most (random: %d)',
    async (random, pausesMs) => {
      const failures = new FetchFailures(clock, () => random);
      for (const pauseMs of pausesMs) {
        failures.backOff();
        await clock.advance(pauseMs - 1);
        expect(failures.backoffIsOver).toBe(false);
        await clock.advance(1);
        expect(failures.backoffIsOver).toBe(true);
      }
    },
  );

  it('is repeated no earlier than the endpoint asked for', async () => {
    endpoint.always({ status: 429, headers: { 'retry-after': '60' } });
    await strategy.authorization();
    await failed(1);
    await clock.advance(59_999);
    await strategy.authorization();
    await clock.advance(0);
    expect(sends()).toBe(2);
    await clock.advance(1);
    await strategy.authorization();
    await failed(2);
  });

  it('is forgotten once a refresh succeeds', async () => {
    await strategy.authorization();
    await failed(1);
    endpoint.always(undefined);
    await clock.advance(10_000);
    await strategy.authorization();
    await vi.waitUntil(() => strategy.describe().token?.state === 'fresh');
    expect(strategy.describe().token?.refreshFailing).toBe(false);
  });
});

describe('An endpoint that asks to be left alone', () => {
  const wait = { code: 'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE', status: 429 };
  beforeEach(async () => {
    await clock.advance(HOUR);
    endpoint.always({ status: 429, headers: { 'retry-after': '40' } });
    await expect(strategy.authorization()).rejects.toMatchObject({ retryAfterMs: 40_000 });
  });

  it('is not asked again by later callers, who learn how long that lasts', async () => {
    await clock.advance(15_000);
    await expect(strategy.authorization()).rejects.toMatchObject({ ...wait, retryAfterMs: 25_000 });
    expect(sends()).toBe(2);
    await clock.advance(25_000);
    endpoint.always(undefined);
    expect(await strategy.authorization()).toMatch(/^Bearer token-/);
  });

  it('is asked again after a minute, whatever it asks for', async () => {
    await clock.advance(40_000);
    endpoint.always({ status: 429, headers: { 'retry-after': '86400' } });
    await expect(strategy.authorization()).rejects.toMatchObject(wait);
    await clock.advance(59_999);
    await expect(strategy.authorization()).rejects.toMatchObject(wait);
    expect(sends()).toBe(3);
    await clock.advance(1);
    await expect(strategy.authorization()).rejects.toMatchObject(wait);
    expect(sends()).toBe(4);
  });
});

describe('A refresh that fails while callers wait', () => {
  it('leaves them with the old token until that has expired', async () => {
    endpoint.always({ status: 404 });
    await clock.advance(HOUR - 5_000);
    expect(strategy.describe().token?.state).toBe('expired');
    expect(await strategy.authorization()).toBe('Bearer token-1');
    expect(events.of('token.failed')).toMatchObject([{ background: false }]);
    await clock.advance(5_000);
    await expect(strategy.authorization()).rejects.toMatchObject({ status: 404 });
  });

  it('is not cached: the next call tries again', async () => {
    endpoint.next({ status: 302 });
    await clock.advance(HOUR);
    await expect(strategy.authorization()).rejects.toMatchObject({ reason: 'http-302' });
    expect(await strategy.authorization()).toBe('Bearer token-2');
  });
});

describe('A fetch that fails with an unexpected error', () => {
  const { name: accountName, accountSid, rest } = baseOAuthAccount();
  const { clientId, clientSecret } = rest;
  const client = { accountName, accountSid, clientId, clientSecret };
  const bug = new TypeError(`cannot read ${CLIENT_SECRET}`);

  it.each<[string, (deadline: Deadline) => unknown, object]>([
    ['before the deadline', () => {}, { reason: 'internal', retryable: true }],
    ['after the deadline', () => clock.advance(1_000), { reason: 'timeout', retryable: true }],
    ['at shutdown', (deadline) => deadline.close(), { reason: 'closed', retryable: false }],
  ])('rejects with an error of ours, which repeats nothing of it: %s', async (_, end, details) => {
    const deadline = new Deadline(clock, 1_000);
    await end(deadline);
    const failure = fetchError(bug, deadline, client);
    expect(failure).toMatchObject({
      code: 'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
      account: accountName,
      ...details,
    });
    expect(failure.message).not.toContain(CLIENT_SECRET);
    expect(failure).not.toHaveProperty('cause');
  });
});
