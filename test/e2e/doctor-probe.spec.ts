import { FakeClock } from 'nestjs-twilio-auth/testing';
import { describe, expect, it } from 'vitest';
import { load } from '#test/support/configuration.js';
import { requestArrives, sharedEmulator } from '#test/support/emulator.js';
import type { Variables } from '../../libs/twilio-auth/src/core/config/read-env.js';
import { systemClock, type Clock } from '../../libs/twilio-auth/src/core/primitives/clock.js';
import { probeAccounts, type ProbeResult } from '../../libs/twilio-auth/src/cli/doctor/probe.js';
import {
  examineEnvironment,
  type DoctorReport,
} from '../../libs/twilio-auth/src/cli/doctor/examine-environment.js';

const LIMIT_MS = 5000;
const WRONG = 'wrong-secret-'.repeat(3);

const twilio = await sharedEmulator();

async function probe(
  variables: Variables,
  { options = {}, clock = systemClock }: { options?: object; clock?: Clock } = {},
): Promise<readonly ProbeResult[]> {
  const config = await load(options, { NODE_ENV: 'development', ...variables });
  return probeAccounts(config, { clock, limitMs: LIMIT_MS });
}

describe('A probe', () => {
  it.each([
    ['oauth', 'GET /Accounts'],
    ['api-key', 'GET /Messages'],
    ['auth-token', 'GET /Accounts'],
    ['test', 'GET /v2/PhoneNumbers'],
  ] as const)('tries %s with the cheapest read: %s', async (method, read) => {
    const results = await probe(twilio.env(method));
    expect(results).toMatchObject([{ account: 'default', authenticated: true, answered: true }]);
    expect(results[0]?.message).toContain(read);
  });

  it.each([
    ['oauth', 'TWILIO_OAUTH_CLIENT_SECRET', 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED'],
    ['api-key', 'TWILIO_API_SECRET', 20003],
    ['auth-token', 'TWILIO_AUTH_TOKEN', 20003],
    ['test', 'TWILIO_TEST_AUTH_TOKEN', 20003],
  ] as const)('reports a refused %s without its value', async (method, name, code) => {
    const results = await probe({ ...twilio.env(method), [name]: WRONG });
    expect(results).toMatchObject([{ authenticated: false, answered: true, code }]);
    expect(JSON.stringify(results)).not.toContain(WRONG);
  });

  it('tries each account separately, and reports the others if one is refused', async () => {
    const { apiKeys, sid } = twilio.account;
    const { sid: keySid, secret: keySecret } = apiKeys.standard;
    const billing = { accountSid: sid, auth: { method: 'api-key', keySid, keySecret } };
    const broken = { ...billing, auth: { ...billing.auth, keySecret: WRONG } };
    const results = await probe(twilio.env('oauth'), {
      options: { accounts: { billing, broken } },
    });
    expect(results.map(({ account, authenticated }) => [account, authenticated])).toEqual([
      ['default', true],
      ['billing', true],
      ['broken', false],
    ]);
  });

  it('times out if Twilio does not answer, and leaves no timer', async () => {
    const clock = new FakeClock();
    twilio.faults.inject({ kind: 'hang' });
    const probing = probe(twilio.env('api-key'), { clock });
    await requestArrives(twilio);
    await clock.advance(LIMIT_MS);
    const [result] = await probing;

    expect(result).toMatchObject({ authenticated: false, answered: false, code: 'TIMEOUT' });
    expect(clock.waiting).toEqual([]);
  });
});

describe('An examination with a probe', () => {
  const examine = (variables: Variables): Promise<DoctorReport> =>
    examineEnvironment(variables, { clock: systemClock, probeLimitMs: 10_000 });

  it('is ok if Twilio accepts the credentials', async () => {
    const report = await examine({ NODE_ENV: 'development', ...twilio.env('api-key') });
    expect(report).toMatchObject({ ok: true, probes: [{ authenticated: true }] });
  });

  it('is not ok if Twilio refuses well-formed credentials', async () => {
    const variables = {
      NODE_ENV: 'development',
      ...twilio.env('api-key'),
      TWILIO_API_SECRET: WRONG,
    };
    const report = await examine(variables);
    expect(report).toMatchObject({ ok: false, problems: [], probes: [{ authenticated: false }] });
    expect(JSON.stringify(report)).not.toContain(WRONG);
  });

  it('sends nothing that the policy does not allow', async () => {
    const report = await examine({ NODE_ENV: 'production', ...twilio.env('auth-token') });
    expect(report.ok).toBe(false);
    expect(report).not.toHaveProperty('probes');
    expect(twilio.requests.total).toBe(0);
  });
});
