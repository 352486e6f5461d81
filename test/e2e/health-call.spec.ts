import { HealthIndicatorService } from '@nestjs/terminus';
import { TwilioHealthIndicator } from 'nestjs-twilio-auth/terminus';
import type { Fault } from 'twilio-auth-emulator';
import { build, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';
import { startHealthApp } from '#test/support/health-app.js';

const twilio = await sharedEmulator();

describe('Health with a call', () => {
  it.each(['oauth', 'api-key', 'auth-token', 'test'] as const)('is up with %s', async (method) => {
    withEnvironment({ NODE_ENV: 'development', ...twilio.env(method) });
    await using app = await startHealthApp();
    expect((await app.health('call=true')).twilio).toMatchObject({ status: 'up', method });
  });

  it('is up if only the permission for the call is missing', async () => {
    const { sid, secret } = twilio.account.apiKeys.restricted;
    const key = { TWILIO_API_KEY: sid, TWILIO_API_SECRET: secret };
    withEnvironment({ NODE_ENV: 'development', ...twilio.env('api-key'), ...key });
    withEnvironment({ TWILIO_API_KEY_TYPE: 'restricted' });
    const body = { code: 70051, message: 'Authorization failed', status: 401 };
    twilio.faults.inject({ kind: 'answer', status: 401, body });
    await using app = await startHealthApp();
    expect((await app.health('call=true')).twilio).toMatchObject({ status: 'up' });
  });

  it('is down with a refused credential, with a message of its own', async () => {
    const wrong = { TWILIO_API_SECRET: 'f'.repeat(32) };
    withEnvironment({ NODE_ENV: 'development', ...twilio.env('api-key'), ...wrong });
    await using app = await startHealthApp();
    expect((await app.health()).twilio).toMatchObject({ status: 'up' });
    const { http, twilio: result } = await app.health('call=true');
    expect({ http, result }).toMatchObject({
      http: 503,
      result: { status: 'down', reasons: ['credential-refused'] },
    });
    expect(result['message']).toBe('Twilio refuses the credential.');
  });

  it.each<[string, Fault, string, string]>([
    ['silence', { kind: 'hang' }, 'down', 'no-answer'],
    ['an outage', { kind: 'outage' }, 'down', 'no-answer'],
    ['a cut connection', { kind: 'reset' }, 'down', 'no-answer'],
    ['throttling', { kind: 'throttle' }, 'degraded', 'throttled'],
    [
      'a suspended account',
      { kind: 'answer', status: 200, body: { status: 'suspended' } },
      'down',
      'account-inactive',
    ],
  ])('reports %s', async (_, fault, status, reason) => {
    withEnvironment({ NODE_ENV: 'development', ...twilio.env('auth-token') });
    await using app = await startHealthApp();
    twilio.faults.inject(fault);
    const limit = fault.kind === 'hang' ? 200 : 20_000;
    const { twilio: result } = await app.health(`call=true&timeoutMs=${limit}`);
    expect(result).toMatchObject({ status, reasons: [reason] });
  });
});

describe('Terminus as a peer dependency', () => {
  it('gets "up" and a field if its version has no "degraded"', async () => {
    const elder = new HealthIndicatorService();
    const check = elder.check.bind(elder);
    const withoutDegraded = (key: string): object => {
      const session = check(key);
      return { up: session.up.bind(session), down: session.down.bind(session) };
    };
    const finding = { status: 'degraded', reason: 'store-down', message: 'The store is down.' };
    const health = { status: 'degraded', account: 'default', enabled: true, findings: [finding] };
    const indicator = new TwilioHealthIndicator(
      { check: withoutDegraded } as unknown as HealthIndicatorService,
      { health: { check: async () => health } } as unknown as ConstructorParameters<
        typeof TwilioHealthIndicator
      >[1],
    );
    expect(await indicator.isHealthy('twilio')).toMatchObject({
      twilio: { status: 'up', degraded: true, reasons: ['store-down'] },
    });
  });

  it.each([
    ['index.ts', false],
    ['terminus/index.ts', true],
  ])('is imported by %s: %s', async (entry, isLoaded) => {
    const input = new URL(`../../libs/twilio-auth/src/${entry}`, import.meta.url).pathname;
    const { output } = (await build({
      configFile: false,
      logLevel: 'silent',
      build: { ssr: input, write: false, target: 'node20' },
    })) as Rolldown.RolldownOutput;
    const loaded = output.flatMap((file) =>
      file.type === 'chunk' ? [...file.imports, ...file.dynamicImports] : [],
    );
    expect(loaded).toContain('@nestjs/common');
    expect(loaded.includes('@nestjs/terminus')).toBe(isLoaded);
  });
});
