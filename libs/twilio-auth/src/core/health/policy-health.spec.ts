import { describe, expect, it } from 'vitest';
import type { PolicyVerdict } from '../policy/policy-gate.js';
import { policyFindings } from './policy-health.js';

const NOW = Date.UTC(2026, 0, 1);
const verdict = (until?: string, severity: PolicyVerdict['severity'] = 'error'): PolicyVerdict => ({
  rule: 'auth-token',
  account: 'default',
  severity,
  message: '',
  remedy: '',
  ...(until === undefined ? {} : { exception: { rule: 'auth-token', until, reason: 'x' } }),
});

describe('what the policy says about health', () => {
  it.each([
    ['2026-01-14', ['exception-ends-soon']],
    ['2026-01-15', []],
    ['2026-01-01', ['exception-ends-soon']],
  ])('counts the days of an exception until %s', (until, reasons) =>
    expect(policyFindings([verdict(until)], 'boot', NOW).map(({ reason }) => reason)).toEqual(
      reasons,
    ),
  );

  it.each([
    ['boot', 'degraded'],
    ['request', 'down'],
  ] as const)('a refusal at %s is %s', (enforceAt, status) =>
    expect(policyFindings([verdict()], enforceAt, NOW)).toMatchObject([
      { status, reason: 'policy-refused' },
    ]),
  );

  it('warnings are none, with an exception or without', () => {
    const warnings = [verdict(undefined, 'warning'), verdict('2026-01-02', 'warning')];
    expect(policyFindings(warnings, 'request', NOW)).toEqual([]);
  });
});
