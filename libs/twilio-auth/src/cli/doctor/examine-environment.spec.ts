import { describe, expect, it } from 'vitest';
import { ACCOUNT_SID, SECRET, VARIABLES } from '#test/support/configuration.js';
import { FakeClock } from '../../testing/fake-clock.js';
import type { Variables } from '../../core/config/read-env.js';
import { examineEnvironment, type DoctorReport } from './examine-environment.js';

/** Examines, and makes sure that no report of any test holds a secret. */
async function examine(variables: Variables): Promise<DoctorReport> {
  const report = await examineEnvironment(variables, { clock: new FakeClock() });
  expect(JSON.stringify(report)).not.toContain(SECRET);
  return report;
}

const development = { NODE_ENV: 'development' };
const rules = ({ verdicts }: Pick<DoctorReport, 'verdicts'>): string[] =>
  verdicts.map(({ severity, rule }) => `${severity} ${rule}`);

describe('the report on a valid environment', () => {
  it.each(['oauth', 'api-key'] as const)('is ok with %s, in production too', async (method) => {
    const report = await examine({ ...development, ...VARIABLES[method] });
    expect(report).toMatchObject({
      ok: true,
      environment: { name: 'development', isProduction: false },
      accounts: [{ account: 'default', method, accountSid: ACCOUNT_SID, source: 'environment' }],
      production: { ok: true, problems: [] },
    });
    expect(report).not.toHaveProperty('chosen');
    expect(report).not.toHaveProperty('probes');
  });

  it('says for an Auth Token that production refuses it, and what to use instead', async () => {
    const report = await examine({ ...development, ...VARIABLES['auth-token'] });
    expect([report.ok, report.production.ok]).toEqual([true, false]);
    expect(rules(report)).toEqual(['warning auth-token']);
    expect(rules(report.production)).toEqual(['error auth-token']);
    expect(report.production.verdicts[0]?.remedy).toContain('OAuth app or an API key');
  });

  it('checks for production the credential that is chosen there', async () => {
    const { TWILIO_TEST_ACCOUNT_SID, TWILIO_TEST_AUTH_TOKEN } = VARIABLES.test;
    const report = await examine({
      NODE_ENV: 'test',
      ...VARIABLES.oauth,
      TWILIO_TEST_ACCOUNT_SID,
      TWILIO_TEST_AUTH_TOKEN,
    });
    expect(report).toMatchObject({ ok: true, accounts: [{ method: 'test' }] });
    expect(report.production).toEqual({ ok: true, problems: [], verdicts: [] });
  });

  it('says for test credentials alone that production does not start', async () => {
    const report = await examine({ NODE_ENV: 'test', ...VARIABLES.test });
    expect(report).toMatchObject({ ok: true, production: { ok: false, verdicts: [] } });
    expect(report.production.problems).toMatchObject([{ variable: 'TWILIO_AUTH_METHOD' }]);
  });

  it('is ok without an account if the module is disabled', async () => {
    const report = await examine({ ...development, TWILIO_AUTH_ENABLED: 'false' });
    expect(report).toMatchObject({ ok: true, enabled: false, accounts: [], verdicts: [] });
  });
});

describe('the report on an invalid environment', () => {
  it('treats an unset NODE_ENV as production, and says what to set', async () => {
    const report = await examine({});
    expect(report).toMatchObject({
      ok: false,
      environment: { name: '(unset)', isProduction: true },
      accounts: [],
      variables: { set: [], misspelt: [] },
      production: { ok: false },
    });
    expect(report.problems).toMatchObject([
      { variable: 'TWILIO_AUTH_METHOD', expected: 'no Twilio credentials are set' },
      { variable: 'TWILIO_ACCOUNT_SID' },
    ]);
    expect(report).not.toHaveProperty('chosen');
  });

  it('has the chosen method although its account does not load', async () => {
    const variables = { ...development, ...VARIABLES['api-key'], TWILIO_ACCOUNT_SID: 'AC1' };
    const report = await examine(variables);
    expect(report).toMatchObject({ ok: false, accounts: [], chosen: { method: 'api-key' } });
    expect(report.problems).toMatchObject([{ variable: 'TWILIO_ACCOUNT_SID' }]);
    expect(report.production.problems).toEqual(report.problems);
  });

  it('has the violation and the account of an Auth Token in production', async () => {
    const report = await examine({ NODE_ENV: 'production', ...VARIABLES['auth-token'] });
    expect(report).toMatchObject({ ok: false, accounts: [{ method: 'auth-token' }] });
    expect(rules(report)).toEqual(['error auth-token']);
  });

  it('suggests the right name for a misspelt variable', async () => {
    const { TWILIO_ACCOUNT_SID, ...rest } = VARIABLES['api-key'];
    const report = await examine({ ...rest, TWILIO_ACOUNT_SID: TWILIO_ACCOUNT_SID });
    expect(report.ok).toBe(false);
    expect(report.variables.misspelt).toEqual([
      { name: 'TWILIO_ACOUNT_SID', meant: 'TWILIO_ACCOUNT_SID' },
    ]);
  });
});
