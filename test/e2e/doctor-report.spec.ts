import { Controller, Get, Inject, Logger } from '@nestjs/common';
import { TwilioAuth, TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { expectNoSecrets } from 'nestjs-twilio-auth/testing';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { startApp } from '#test/support/app.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';

const SIGNING_KEY = 'a-signing-key-of-the-account';

@Controller('report')
class ReportController {
  constructor(@Inject(TwilioAuth) private readonly auth: TwilioAuth) {}

  @Get()
  report() {
    return this.auth.report();
  }
}

const twilio = await sharedEmulator();
beforeAll(() => {
  vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
});

describe('TwilioAuth.report()', () => {
  it('contains for an application configured in code what the doctor prints for an environment', async () => {
    const { sid: keySid, secret: keySecret } = twilio.account.apiKeys.standard;
    const module = TwilioAuthModule.forRoot({
      environment: 'development',
      apiBaseUrl: twilio.url,
      accountSid: twilio.account.sid,
      auth: { method: 'auth-token', authToken: twilio.account.authToken },
      accounts: {
        billing: {
          accountSid: twilio.account.sid,
          auth: { method: 'api-key', keySid, keySecret, keyType: 'standard' },
          webhook: { signingKeys: [{ secret: SIGNING_KEY, name: 'primary' }] },
        },
      },
    });
    await using running = await startApp({ imports: [module], controllers: [ReportController] });
    const report = running.app.get(TwilioAuth).report();

    expect(report).toMatchObject({
      ok: true,
      enabled: true,
      environment: { name: 'development', isProduction: false },
      problems: [],
      accounts: [
        { account: 'default', method: 'auth-token', source: 'options' },
        {
          account: 'billing',
          method: 'api-key',
          identifier: keySid,
          webhook: { keys: ['primary'] },
          accessTokenKeySid: keySid,
        },
      ],
      production: { ok: false },
    });
    const rules = (verdicts: readonly { rule: string; severity: string }[]): string[] =>
      verdicts.map(({ rule, severity }) => `${severity} ${rule}`);
    expect(rules(report.verdicts)).toEqual(['warning auth-token', 'info api-base-url']);
    expect(rules(report.production.verdicts)).toEqual(['error auth-token', 'error api-base-url']);
    expect(report.accounts[1]?.fields).toContainEqual({ path: 'auth.keySid', source: 'options' });
    expect(report.accounts[1]?.limits.map(({ rule }) => rule)).toContain('standard-key-accounts');

    const secrets = [twilio.account.authToken, keySecret, SIGNING_KEY];
    expectNoSecrets({ report, json: JSON.stringify(report) }, secrets);
    const answer = await fetch(`${running.url}/report`);
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(report)));
  });

  it('names the variables and the state of the token', async () => {
    withEnvironment({ NODE_ENV: 'development', ...twilio.env('oauth') });
    await using running = await startApp({ imports: [TwilioAuthModule.forRoot()] });
    const account = () => running.app.get(TwilioAuth).report().accounts[0];
    expect(account()?.token).toMatchObject({ state: 'none' });
    await running.app.get(TwilioClient).messages.list({ limit: 1 });
    expect(account()?.token).toMatchObject({ state: 'fresh' });
    expect(account()?.fields).toContainEqual({
      path: 'auth.clientSecret',
      source: 'TWILIO_OAUTH_CLIENT_SECRET',
    });
  });

  it('says that a module is disabled', async () => {
    withEnvironment({ NODE_ENV: 'production' });
    await using running = await startApp({
      imports: [TwilioAuthModule.forRoot({ enabled: false })],
    });
    expect(running.app.get(TwilioAuth).report()).toMatchObject({ enabled: false, accounts: [] });
  });
});
