import { describe, expect, it } from 'vitest';
import { API_KEY_OPTIONS, load, SECRET } from '#test/support/configuration.js';
import { startRuntime } from '#test/support/runtime.js';
import { expectNoSecrets } from '../testing/expect-no-secrets.js';
import { FakeClock } from '../testing/fake-clock.js';
import { createRuntime, type Runtime } from './create-runtime.js';
import { systemClock } from './primitives/clock.js';

it('does not start with an invalid policy exception, and reports it with every other problem', async () => {
  const exception = { rule: 'auth-token', until: '2025-12-31', reason: 'until OAuth is there' };
  const exceptions = [exception, { ...exception, until: '2026-01-02', reason: '' }];
  const clock = new FakeClock(Date.UTC(2026, 0, 1));
  const options = { ...API_KEY_OPTIONS, accountSid: 'x', policy: { exceptions } };
  await expect(startRuntime(options, { clock })).rejects.toMatchObject({
    code: 'TWILIO_AUTH_CONFIG_INVALID',
    problems: [
      { path: 'policy.exceptions[0].until', expected: 'the exception ended on 2025-12-31' },
      { path: 'policy.exceptions[1].reason', expected: 'an exception needs a reason' },
      { path: 'accountSid' },
    ],
  });
});

describe('a runtime that is switched off', () => {
  it.each<[string, (runtime: Runtime) => Promise<unknown>]>([
    ['opens no account', (runtime) => runtime.accounts.open('candidate', API_KEY_OPTIONS)],
    ['tries no credential', ({ credentials }) => credentials.verify(API_KEY_OPTIONS)],
    [
      'rotates nothing',
      ({ credentials }) => credentials.rotate('default', API_KEY_OPTIONS.auth, false),
    ],
    ['resolves no tenant', (runtime) => runtime.tenants.get('acme')],
    ['sends no call', ({ clients }) => clients.default().messages('SM1').fetch()],
  ])('%s', async (_, use) => {
    const resolveAccount = (): Promise<never> => Promise.reject(new Error('it was asked'));
    const runtime = await startRuntime({ ...API_KEY_OPTIONS, enabled: false, resolveAccount });
    await expect(use(runtime)).rejects.toMatchObject({ code: 'TWILIO_AUTH_DISABLED' });
  });
});

it('shows no secret of its accounts when it is printed', async () => {
  const resolveAccount = async () => API_KEY_OPTIONS;
  const runtime = await startRuntime({ ...API_KEY_OPTIONS, resolveAccount });
  const { account, client } = await runtime.tenants.get('acme');
  const header = await account.authorization();
  expectNoSecrets({ runtime, account, client }, [SECRET, header]);
});

describe('a process that accepts any certificate', () => {
  const start = async (value: string, environment: string) => {
    const variables = { NODE_TLS_REJECT_UNAUTHORIZED: value, NODE_ENV: environment };
    const config = await load(API_KEY_OPTIONS, variables);
    return createRuntime(config, { clock: systemClock, emit: () => {} });
  };

  it('does not start in production', async () => {
    await expect(start('0', 'production')).rejects.toMatchObject({
      code: 'TWILIO_AUTH_POLICY_VIOLATION',
      reason: 'tls-verification-off',
    });
  });

  it.each([
    ['0', 'development'],
    ['1', 'production'],
    ['', 'production'],
  ])('starts with %j in %s', async (value, environment) => {
    await (await start(value, environment)).close(0);
  });
});
