import { describe, expect, it } from 'vitest';
import type { PolicyVerdict } from '../policy/policy-verdict.js';
import { policyFindings, tokenFindings } from './findings.js';

const NOW = Date.UTC(2026, 0, 1);
const verdict = (until?: string, severity: PolicyVerdict['severity'] = 'error'): PolicyVerdict => ({
  rule: 'auth-token',
  account: 'default',
  severity,
  message: '',
  remedy: '',
  ...(until !== undefined && { exception: { rule: 'auth-token', until, reason: 'x' } }),
});

describe('health by the OAuth token', () => {
  it.each<[string, object | undefined]>([
    ['a method without tokens', undefined],
    ['an idle application', { state: 'none', refreshFailing: false }],
    ['a valid token', { state: 'fresh', refreshFailing: false, expiresInMs: 60_000 }],
  ])('has no finding for %s', (_, token) => {
    expect(tokenFindings({ method: 'oauth', ...(token && { token: token as never }) })).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['is still valid', { expiresInMs: 1 }, 'degraded', 'token-refresh-failing'],
    ['has expired', { expiresInMs: 0 }, 'down', 'token-unavailable'],
    ['was never fetched', {}, 'down', 'token-unavailable'],
  ])('has a finding for a token that cannot be refreshed and %s', (_, life, status, reason) => {
    const token = { state: 'stale', refreshFailing: true, ...life } as const;
    expect(tokenFindings({ method: 'oauth', token })).toMatchObject([{ status, reason }]);
  });
});

describe('health by the policy', () => {
  it.each([
    ['2026-01-14', ['exception-ends-soon']],
    ['2026-01-15', []],
    ['2026-01-01', ['exception-ends-soon']],
  ])('has a finding in the last two weeks of an exception: until %s', (until, reasons) =>
    expect(policyFindings([verdict(until)], NOW).map(({ reason }) => reason)).toEqual(reasons),
  );

  it('with a violation is down, because every call is refused', () => {
    expect(policyFindings([verdict()], NOW)).toMatchObject([
      { status: 'down', reason: 'policy-refused' },
    ]);
  });

  it('has no finding for warnings, with an exception or without', () => {
    const warnings = [verdict(undefined, 'warning'), verdict('2026-01-02', 'warning')];
    expect(policyFindings(warnings, NOW)).toEqual([]);
  });
});
