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
  it('causes one token request per 30 seconds after the first', async () => {
    await rejected(await strategy.authorization());
    for (let second = 0; second < 29; second += 1) {
      expect(await rejected(await strategy.authorization())).toBe(false);
      await clock.advance(1_000);
    }
    expect(endpoint.requests).toHaveLength(2);
    await clock.advance(1_000);
    expect(await rejected(await strategy.authorization())).toBe(true);
    expect(endpoint.requests).toHaveLength(3);
    expect(await rejected(await strategy.authorization())).toBe(false);
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
    for (let call = 0; call < 5; call += 1) {
      expect(await rejected(await strategy.authorization())).toBe(false);
    }
    expect(endpoint.requests).toHaveLength(7);
  });
});
