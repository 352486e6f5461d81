import { beforeEach, describe, expect, it } from 'vitest';
import type { EventLog, OAuthStrategy } from '#test/support/oauth-fixture.js';
import { oauthFactory } from '#test/support/oauth-fixture.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { FakeClock } from '../../testing/fake-clock.js';

const endpoint = useTokenEndpoint();
let clock: FakeClock;
let strategy: OAuthStrategy;
let events: EventLog;

beforeEach(() => {
  clock = new FakeClock();
  ({ strategy, events } = oauthFactory(endpoint, {}, { clock }));
});

const rejected = (header: string): Promise<boolean> => strategy.rejected(header);

describe('A token that an API rejected', () => {
  it('is replaced', async () => {
    const first = await strategy.authorization();
    expect(await rejected(first)).toBe(true);
    expect(await strategy.authorization()).toBe('Bearer token-2');
    expect(events.of('token.rejected')).toMatchObject([{ refreshed: true }]);
  });

  it('causes no request when it has been replaced already', async () => {
    const first = await strategy.authorization();
    await rejected(first);
    expect(await rejected(first)).toBe(true);
    expect(endpoint.requests).toHaveLength(2);
  });

  it('causes no request when the rejected header dates from before a rotation to OAuth', async () => {
    await strategy.authorization();
    expect(await rejected('Basic abc')).toBe(true);
    expect(endpoint.requests).toHaveLength(1);
  });

  it('is replaced by the refresh that is already running in the background', async () => {
    const first = await strategy.authorization();
    const request = endpoint.hold();
    await clock.advance(3_500_000);
    await strategy.authorization();
    await request.arrived;
    const refreshed = rejected(first);
    request.answer();
    expect(await refreshed).toBe(true);
    expect(endpoint.requests).toHaveLength(2);
  });

  it('leaves the caller with the 401 when the endpoint issues no other token', async () => {
    const first = await strategy.authorization();
    endpoint.always({ status: 401 });
    expect(await rejected(first)).toBe(false);
    expect(events.of('token.rejected')).toMatchObject([{ refreshed: false }]);
    expect(events.of('token.failed')).toMatchObject([{ background: false }]);
    await expect(strategy.authorization()).rejects.toMatchObject({ status: 401 });
  });

  it('leaves the caller with the 401 when the endpoint issues the same token again', async () => {
    endpoint.always({ body: { access_token: 'same', expires_in: 3600 } });
    expect(await rejected(await strategy.authorization())).toBe(false);
  });
});

describe('An API that answers 401 to everything', () => {
  it('causes fewer and fewer token requests, up to one per 30 seconds', async () => {
    const times: number[] = [];
    const outcomes: Promise<boolean>[] = [];
    for (let second = 0; second < 130; second += 1) {
      const before = endpoint.requests.length;
      outcomes.push(rejected(await strategy.authorization()));
      await clock.advance(1_000);
      if (endpoint.requests.length > before) times.push(second);
    }
    // The first token and its replacement; then after 1, 2, 4, 8, 16 and 30 seconds.
    expect(times).toEqual([0, 1, 3, 7, 15, 31, 61, 91, 121]);
    expect(await Promise.all(outcomes)).toContain(false);
  });

  it('fails a call at once while the pause is long', async () => {
    await rejected(await strategy.authorization());
    for (const pauseMs of [1_000, 2_000]) {
      const waiting = rejected(await strategy.authorization());
      await clock.advance(pauseMs);
      expect(await waiting).toBe(true);
    }
    expect(await rejected(await strategy.authorization())).toBe(false);
    expect(events.of('token.rejected').at(-1)).toMatchObject({ refreshed: false });
  });
});

describe('A replacement that is rejected later', () => {
  it.each([2, 5, 35])(
    'by %i seconds is replaced at once: it was good, and was revoked',
    async (s) => {
      for (let round = 0; round < 5; round += 1) {
        expect(await rejected(await strategy.authorization())).toBe(true);
        await clock.advance(s * 1_000);
      }
      expect(endpoint.requests).toHaveLength(6);
    },
  );

  it('by less than a second is replaced after that second, for all calls that wait', async () => {
    await rejected(await strategy.authorization());
    await clock.advance(400);
    const second = await strategy.authorization();
    const all = Promise.all([rejected(second), rejected(second)]);
    await clock.advance(599);
    expect(endpoint.requests).toHaveLength(2);
    await clock.advance(1);
    expect(await all).toEqual([true, true]);
    expect(endpoint.requests).toHaveLength(3);
  });

  it('causes no cooldown for a token that was fetched because the one before had expired', async () => {
    endpoint.expiresIn = 10;
    await rejected(await strategy.authorization());
    await clock.advance(10_000);
    const third = await strategy.authorization();
    const all = await Promise.all([rejected(third), rejected(third), rejected(third)]);
    expect(all).toEqual([true, true, true]);
    expect(await strategy.authorization()).toBe('Bearer token-4');
    expect(endpoint.requests).toHaveLength(4);
  });

  it('causes no request storm when tokens have no lifetime', async () => {
    endpoint.expiresIn = 0;
    expect(await rejected(await strategy.authorization())).toBe(true);
    const calls: Promise<boolean>[] = [];
    for (let call = 0; call < 5; call += 1) calls.push(rejected(await strategy.authorization()));
    await clock.advance(1_000);
    expect(await Promise.all(calls)).toEqual([true, true, true, true, true]);
    // Each call fetched its token, and they share one replacement.
    expect(endpoint.requests).toHaveLength(8);
  });
});
