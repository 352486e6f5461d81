import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { OAuthStrategy } from '#test/support/oauth-fixture.js';
import { baseOAuthAccount, oauthFactory } from '#test/support/oauth-fixture.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { Secret } from '../primitives/secret.js';

const HOUR = 3_600_000;

const endpoint = useTokenEndpoint();
let clock: FakeClock;
let first: OAuthStrategy;
let again: (changes?: object) => OAuthStrategy;

beforeEach(() => {
  clock = new FakeClock();
  const { factory, strategy } = oauthFactory(endpoint, {}, { clock });
  first = strategy;
  again = (changes = {}) => factory.create({ ...baseOAuthAccount(), ...changes }) as OAuthStrategy;
});

describe('A strategy for the same app as an earlier one', () => {
  it('uses its token, while both are in use and after the first was stopped', async () => {
    await first.authorization();
    expect(await again().authorization()).toBe('Bearer token-1');
    first.stop();
    const third = again();
    expect(await third.authorization()).toBe('Bearer token-1');
    third.stop();
    expect(await again().authorization()).toBe('Bearer token-1');
    expect(endpoint.requests).toHaveLength(1);
  });

  it('refreshes in the background although the earlier one was stopped', async () => {
    await first.authorization();
    first.stop();
    const second = again();
    await clock.advance(HOUR - 200_000);
    await second.authorization();
    await vi.waitUntil(() => second.describe().token?.state === 'fresh');
    expect(await second.authorization()).toBe('Bearer token-2');
  });

  it('refreshes in the background when the earlier one is stopped beside it', async () => {
    await first.authorization();
    const second = again();
    first.stop();
    await clock.advance(HOUR - 200_000);
    await second.authorization();
    await vi.waitUntil(() => second.describe().token?.state === 'fresh');
    expect(await again().authorization()).toBe('Bearer token-2');
    expect(endpoint.requests).toHaveLength(2);
  });

  it('keeps its token although many others are stopped meanwhile', async () => {
    first.stop();
    const second = again();
    await second.authorization();
    for (let index = 0; index < 1_001; index += 1) {
      again({ rest: baseOAuthAccount({ scope: `${index}` }).rest }).stop();
    }
    expect(await again().authorization()).toBe('Bearer token-1');
    expect(endpoint.requests).toHaveLength(1);
  });

  it('keeps refreshing when the earlier one is stopped twice', async () => {
    await first.authorization();
    first.stop();
    const second = again();
    first.stop();
    first.close();
    await clock.advance(HOUR - 200_000);
    await second.authorization();
    await vi.waitUntil(() => second.describe().token?.state === 'fresh');
    expect(endpoint.requests).toHaveLength(2);
  });

  it('is not closed with the earlier one', async () => {
    await first.authorization();
    const second = again();
    first.close();
    first.close();
    await clock.advance(HOUR);
    expect(await second.authorization()).toBe('Bearer token-2');
    second.close();
    await clock.advance(HOUR);
    await expect(second.authorization()).rejects.toMatchObject({ reason: 'closed' });
    expect(await again().authorization()).toBe('Bearer token-3');
  });

  it('is not affected by one that was closed before it started', async () => {
    first.close();
    const second = again();
    await second.authorization();
    first.stop();
    expect(await again().authorization()).toBe('Bearer token-1');
  });

  it('is not affected by one that is closed twice', async () => {
    first.close();
    await again().authorization();
    first.close();
    expect(await again().authorization()).toBe('Bearer token-1');
  });

  it('finds the tokens of at most a thousand strategies that are no longer used', async () => {
    const body = Buffer.from('{"access_token":"t","expires_in":3600}');
    const send = async () => ({ status: 200, headers: {}, body });
    const { factory, sends } = oauthFactory(endpoint, {}, { clock, send });
    const of = (scope: number) => factory.create(baseOAuthAccount({ scope: `${scope}` }));
    const strategies = Array.from({ length: 1_001 }, (_, index) => of(index));
    await Promise.all(strategies.map((one) => one.authorization()));
    for (const one of strategies) one.stop?.();
    await of(1_000).authorization();
    await of(1).authorization();
    expect(sends()).toBe(1_001);
    await of(0).authorization();
    expect(sends()).toBe(1_002);
  });

  it.each([
    ['another secret', { rest: baseOAuthAccount({ clientSecret: new Secret('rotated') }).rest }],
    ['another scope', { rest: baseOAuthAccount({ scope: 'wider' }).rest }],
    ['another app', { rest: baseOAuthAccount({ clientId: `OQ${'c'.repeat(32)}` }).rest }],
    ['another account', { accountSid: `AC${'c'.repeat(32)}` }],
    ['another name', { name: 'billing' }],
  ])('fetches a token of its own when it is for %s', async (_, changes) => {
    await first.authorization();
    expect(await again(changes).authorization()).toBe('Bearer token-2');
  });
});
