import { describe, expect, it } from 'vitest';
import { tokenFindings } from './token-health.js';

describe('what the life of an OAuth token says about health', () => {
  it.each<[string, object | undefined]>([
    ['a method without tokens', undefined],
    ['an idle application', { state: 'none', refreshFailing: false }],
    ['a token that lives', { state: 'fresh', refreshFailing: false, expiresInMs: 60_000 }],
  ])('is nothing for %s', (_, token) => {
    expect(tokenFindings({ method: 'oauth', ...(token && { token: token as never }) })).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['holds for a while', { expiresInMs: 1 }, 'degraded', 'token-renewal-failing'],
    ['is over', { expiresInMs: 0 }, 'down', 'token-unavailable'],
    ['never was', {}, 'down', 'token-unavailable'],
  ])('of one that cannot be renewed and %s is told apart', (_, life, status, reason) => {
    const token = { state: 'stale', refreshFailing: true, ...life } as const;
    expect(tokenFindings({ method: 'oauth', token })).toMatchObject([{ status, reason }]);
  });
});
