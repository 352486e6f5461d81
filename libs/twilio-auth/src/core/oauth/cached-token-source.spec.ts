import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventLog, OAuthStrategy } from '#test/support/oauth-fixture.js';
import { oauthFactory } from '#test/support/oauth-fixture.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { FakeClock } from '../../testing/fake-clock.js';

const HOUR = 3_600_000;

const endpoint = useTokenEndpoint();
let clock: FakeClock;
let strategy: OAuthStrategy;
let events: EventLog;

beforeEach(() => {
  clock = new FakeClock();
  ({ strategy, events } = oauthFactory(endpoint, {}, { clock }));
});

const state = (): unknown => strategy.describe().token?.state;
const fetched = (count: number): Promise<boolean> =>
  vi.waitUntil(() => events.of('token.fetched').length === count);

describe('A token of an hour', () => {
  it('is fresh until five minutes before its end, then stale, and expired ten seconds before', async () => {
    expect(state()).toBe('none');
    await strategy.authorization();
    expect(strategy.describe().token).toMatchObject({ state: 'fresh', expiresInMs: HOUR });
    await clock.advance(HOUR - 300_001);
    expect(state()).toBe('fresh');
    await clock.advance(1);
    expect(state()).toBe('stale');
    await clock.advance(290_000);
    expect(state()).toBe('expired');
  });

  it('is served while one refresh runs in the background', async () => {
    await strategy.authorization();
    await clock.advance(HOUR - 200_000);
    const headers = await Promise.all(Array.from({ length: 50 }, () => strategy.authorization()));
    expect(new Set(headers)).toEqual(new Set(['Bearer token-1']));
    await fetched(2);
    expect(await strategy.authorization()).toBe('Bearer token-2');
    expect(endpoint.requests).toHaveLength(2);
  });

  it('makes callers wait for one shared request once it has expired', async () => {
    await strategy.authorization();
    await clock.advance(HOUR);
    const headers = await Promise.all(Array.from({ length: 50 }, () => strategy.authorization()));
    expect(new Set(headers)).toEqual(new Set(['Bearer token-2']));
    expect(endpoint.requests).toHaveLength(2);
  });

  it('has a lifetime that starts when the request was sent', async () => {
    const request = endpoint.hold();
    const header = strategy.authorization();
    await request.arrived;
    await clock.advance(4_000);
    request.answer();
    await header;
    expect(strategy.describe().token?.expiresInMs).toBe(HOUR - 4_000);
  });

  it('is described with whole milliseconds, and with none that it does not have', async () => {
    await strategy.authorization();
    await clock.advance(0.25);
    expect(strategy.describe().token?.expiresInMs).toBe(HOUR - 1);
  });

  it('has expired when the machine was suspended for an hour', async () => {
    await strategy.authorization();
    clock.suspend(HOUR);
    expect(await strategy.authorization()).toBe('Bearer token-2');
  });

  it('expires no later when the wall clock is set back', async () => {
    await strategy.authorization();
    clock.setWall(0);
    await clock.advance(HOUR);
    expect(await strategy.authorization()).toBe('Bearer token-2');
  });
});

describe('A token of a minute', () => {
  it('is fetched about every 48 seconds under steady load', async () => {
    endpoint.expiresIn = 60;
    for (let second = 0; second < 480; second += 1) {
      await strategy.authorization();
      await vi.waitUntil(() => state() === 'fresh');
      await clock.advance(1_000);
    }
    expect(endpoint.requests.length).toBeGreaterThanOrEqual(9);
    expect(endpoint.requests.length).toBeLessThanOrEqual(11);
  });
});

describe('The margins of a token', () => {
  it.each([
    [HOUR, 300_000, 10_000],
    [1_500_000, 300_000, 10_000],
    [1_000_000, 200_000, 10_000],
    [100_000, 20_000, 10_000],
    [60_000, 12_000, 6_000],
  ])('with a life of %d ms are %d ms and %d ms', async (lifeMs, earlyMs, floorMs) => {
    endpoint.expiresIn = lifeMs / 1_000;
    await strategy.authorization();
    await clock.advance(lifeMs - earlyMs - 1);
    expect(state()).toBe('fresh');
    await clock.advance(1);
    expect(state()).toBe('stale');
    await clock.advance(earlyMs - floorMs - 1);
    expect(state()).toBe('stale');
    await clock.advance(1);
    expect(state()).toBe('expired');
  });
});

describe('The moment of a refresh', () => {
  it.each([
    [0, 270_000],
    [1, 330_000],
  ])('is jittered by a tenth of its margin (random %d: %d ms early)', async (random, early) => {
    const { strategy: jittered } = oauthFactory(endpoint, {}, { clock, random: () => random });
    await jittered.authorization();
    await clock.advance(HOUR - early - 1);
    expect(jittered.describe().token?.state).toBe('fresh');
    await clock.advance(1);
    expect(jittered.describe().token?.state).toBe('stale');
  });
});
