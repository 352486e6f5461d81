import { describe, expect, it } from 'vitest';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { baseOAuthAccount, oauthFactory } from '#test/support/oauth-fixture.js';

const endpoint = useTokenEndpoint();

describe('The OAuth strategy', () => {
  it('fetches one token for a thousand concurrent callers', async () => {
    const { strategy } = oauthFactory(endpoint);
    const headers = await Promise.all(Array.from({ length: 1000 }, () => strategy.authorization()));
    expect(new Set(headers)).toEqual(new Set(['Bearer token-1']));
    expect(endpoint.requests).toHaveLength(1);
  });

  it('sends the client credentials grant as a form, with no Authorization header', async () => {
    const { strategy } = oauthFactory(endpoint);
    await strategy.authorization();
    const [request] = endpoint.requests;
    expect(request?.method).toBe('POST');
    expect(request?.url).toBe('/v2/token');
    expect(request?.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: baseOAuthAccount().rest.clientId,
      client_secret: baseOAuthAccount().rest.clientSecret.reveal(),
    });
  });

  it('sends a scope only when the account has one', async () => {
    const { strategy } = oauthFactory(endpoint, { scope: 'a b' });
    await strategy.authorization();
    expect(new URLSearchParams(endpoint.requests[0]?.body).get('scope')).toBe('a b');
  });

  it('refreshes once for all callers whose token an API rejected, and reports a new one', async () => {
    const { strategy, events } = oauthFactory(endpoint);
    const first = await strategy.authorization();
    const refreshed = await Promise.all(
      Array.from({ length: 100 }, () => strategy.rejected(first)),
    );
    expect(new Set(refreshed)).toEqual(new Set([true]));
    expect(await strategy.authorization()).toBe('Bearer token-2');
    expect(endpoint.requests).toHaveLength(2);
    expect(events.of('token.rejected')).toHaveLength(1);
  });

  it('rejects an account of another method', () => {
    const { factory } = oauthFactory(endpoint);
    const rest = { method: 'auth-token' as const, authToken: baseOAuthAccount().rest.clientSecret };
    expect(() => factory.create({ ...baseOAuthAccount(), rest })).toThrow(/auth\.method/);
  });
});
