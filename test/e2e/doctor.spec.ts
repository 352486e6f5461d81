import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from 'twilio-auth-emulator';
import { afterAll, describe, expect, it } from 'vitest';
import { cliFile, runCli, type CliRun } from '#test/support/cli.js';
import { sharedEmulator } from '#test/support/emulator.js';

const twilio = await sharedEmulator();
const file = await cliFile();
const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
afterAll(() => rm(folder, { recursive: true }));

const write = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};
const envFile = (variables: Readonly<Record<string, string>>): Promise<string> => {
  const lines = Object.entries(variables).map(([name, value]) => `${name}="${value}"`);
  return write(`${Math.random()}.env`, `\uFEFF${lines.join('\r\n')}\r\n`);
};

describe('An environment file', () => {
  it('is loaded like in the application: variables of the process win', async () => {
    const path = await envFile({ NODE_ENV: 'development', ...twilio.env('auth-token') });
    const here = await runCli(file, ['doctor', '-f', path]);
    expect(here).toMatchObject({ code: 0 });
    expect(here.stdout).toContain('Environment  development');
    const variables = { NODE_ENV: 'production' };
    const deployed = await runCli(file, ['doctor', '--file', path], { variables });
    expect(deployed).toMatchObject({ code: 1 });
    expect(deployed.stdout).toContain('Environment  production');
  });

  it('does not decide the environment when --environment does', async () => {
    const path = await envFile({ NODE_ENV: 'development', ...twilio.env('auth-token') });
    const variables = { NODE_ENV: 'test' };
    const args = ['doctor', '-f', path, '--environment', 'production'];
    const { code, stdout } = await runCli(file, args, { variables });
    expect({ code, stdout }).toMatchObject({ code: 1 });
    expect(stdout).toContain('Environment  production');
  });

  it('can name mounted secrets', async () => {
    const { TWILIO_API_SECRET, ...rest } = twilio.env('api-key');
    const secret = await write('secret', `${TWILIO_API_SECRET}\n`);
    const path = await envFile({ NODE_ENV: 'ci', ...rest, TWILIO_API_SECRET_FILE: secret });
    const { code, stdout } = await runCli(file, ['doctor', '--env-file', path, '--probe']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/auth\.keySecret +TWILIO_API_SECRET_FILE/);
    expect(stdout).toContain('The credential was accepted');
  });

  it('can name one file with the whole credential', async () => {
    const {
      TWILIO_API_BASE_URL = '',
      TWILIO_API_KEY,
      TWILIO_API_SECRET,
      TWILIO_ACCOUNT_SID,
    } = twilio.env('api-key');
    const content = {
      accountSid: TWILIO_ACCOUNT_SID,
      apiKeySid: TWILIO_API_KEY,
      apiKeySecret: TWILIO_API_SECRET,
    };
    const credentials = await write('twilio.json', JSON.stringify(content));
    const variables = { NODE_ENV: 'ci', TWILIO_API_BASE_URL, TWILIO_CREDENTIALS_FILE: credentials };
    const { code, stdout } = await runCli(file, [
      'doctor',
      '--env-file',
      await envFile(variables),
      '--probe',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/accountSid +TWILIO_CREDENTIALS_FILE/);
    expect(stdout).toMatch(/auth\.keySid +TWILIO_CREDENTIALS_FILE/);
    expect(stdout).toContain('The credential was accepted');
  });

  it('is reported by variable if a mounted secret does not exist', async () => {
    const { TWILIO_API_SECRET: _, ...rest } = twilio.env('api-key');
    const path = await envFile({ ...rest, TWILIO_API_SECRET_FILE: '/no/such/secret' });
    const { code, stdout } = await runCli(file, ['doctor', '-f', path]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/error +TWILIO_API_SECRET_FILE: .*cannot be read/);
  });

  it.each([
    ['does not exist', '/no/such/.env', 'ENOENT'],
    ['is a folder', '/', 'EISDIR'],
  ])('that %s is a usage error', async (_, path, why) => {
    const people = await runCli(file, ['doctor', '-f', path]);
    expect(people).toMatchObject({ code: 2, stdout: '' });
    expect(people.stderr).toContain(why);
    const machines = await runCli(file, ['doctor', '--json', '-f', path]);
    expect(machines).toMatchObject({ code: 2, stderr: '' });
    expect(JSON.parse(machines.stdout)).toMatchObject({ ok: false, error: { code: 'USAGE' } });
  });

  it('that was not given is suggested', async () => {
    await write('.env', 'NODE_ENV=development\n');
    const { stdout } = await runCli(file, ['doctor'], { folder });
    expect(stdout).toContain('doctor -f .env');
  });
});

describe('A probe', () => {
  const probe = (extra: Record<string, string> = {}, ...args: string[]): Promise<CliRun> => {
    const variables = { NODE_ENV: 'development', ...twilio.env('oauth'), ...extra };
    return runCli(file, ['doctor', '--probe', '--json', ...args], { variables });
  };

  it.each(['oauth', 'api-key', 'auth-token', 'test'] as const)('accepts %s', async (method) => {
    const { code, stdout } = await probe(twilio.env(method));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, probes: [{ authenticated: true }] });
  });

  it('reports a refused secret without its value', async () => {
    const { code, stdout } = await probe({ TWILIO_OAUTH_CLIENT_SECRET: 'wrong'.repeat(8) });
    expect(code).toBe(1);
    const probes = [
      { authenticated: false, answered: true, code: 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED' },
    ];
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, probes });
    expect(stdout).not.toContain('wrong'.repeat(8));
  });

  it.each<[string, Fault, object]>([
    ['silence', { kind: 'hang' }, { code: 'TIMEOUT' }],
    ['an outage', { kind: 'outage' }, {}],
  ])('ends within its time limit with %s', async (_, fault, result) => {
    twilio.faults.inject(fault);
    const { code, stdout } = await probe(twilio.env('api-key'), '--timeout', '1.5');
    expect(code).toBe(1);
    const { probes } = JSON.parse(stdout) as { probes: object[] };
    expect(probes).toMatchObject([{ authenticated: false, answered: false, ...result }]);
  });

  it('is not made with credentials that the policy does not allow', async () => {
    const { code, stdout } = await probe({ NODE_ENV: 'production', ...twilio.env('auth-token') });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).not.toHaveProperty('probes');
    expect(twilio.requests.total).toBe(0);
  });

  it('prints the result for each account', async () => {
    const variables = { NODE_ENV: 'development', ...twilio.env('api-key') };
    const wrong = { ...variables, TWILIO_API_SECRET: 'f'.repeat(32) };
    const good = await runCli(file, ['doctor', '--probe'], { variables });
    expect(good.stdout).toMatch(/Probe.*\n {2}ok +default: The credential was accepted/);
    const bad = await runCli(file, ['doctor', '--probe'], { variables: wrong });
    expect(bad.stdout).toMatch(/Probe.*\n {2}error +default: /);
    expect(bad.stdout).toContain('a credential does not work');
  });
});
