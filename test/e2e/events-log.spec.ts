import { ConsoleLogger, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  TwilioAccounts,
  TwilioAuth,
  TwilioAuthModule,
  TwilioClient,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { expectNoSecrets } from 'nestjs-twilio-auth/testing';
import { describe, expect, it } from 'vitest';
import { captureOutput } from '#test/support/captured-output.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';

const twilio = await sharedEmulator();

interface Line {
  readonly level: string;
  readonly context: string;
  readonly message: string;
  readonly params?: object;
}

/** Starts with Nest's logger in JSON mode; `lines` are those of the module, `text` is everything. */
async function boot(method: 'oauth' | 'api-key', options: TwilioAuthModuleOptions = {}) {
  withEnvironment({ NODE_ENV: 'development', ...twilio.env(method) });
  const output = captureOutput();
  const app = await NestFactory.createApplicationContext(
    TwilioAuthModule.forRoot({ http: { retries: 0 }, ...options }),
    { logger: new ConsoleLogger({ json: true, colors: false }) },
  );
  const lines = (): Line[] =>
    output
      .text()
      .split('\n')
      .filter((text) => text.startsWith('{'))
      .map((text) => JSON.parse(text) as Line)
      .filter(({ context }) => context === 'TwilioAuth');
  return { app, lines, text: output.text };
}

const list = (app: INestApplicationContext): Promise<unknown> =>
  app.get(TwilioClient).messages.list({ limit: 1 });

describe('The log', () => {
  it('has one line for each account and verdict at boot, and none for normal traffic', async () => {
    const { app, lines } = await boot('oauth');
    expect(lines()).toMatchObject([
      { level: 'log', params: { account: 'default', method: 'oauth' } },
      { level: 'log', params: { rule: 'api-base-url', severity: 'info' } },
    ]);
    expect(lines()[0]?.message).toMatch(/^default: oauth OQ\w+ \(.*\); environment development; /);
    for (let i = 0; i < 5; i++) await list(app);
    expect(lines()).toHaveLength(2);
    await app.close();
    expect(lines()).toHaveLength(2);
  });

  it('has one line for an outage, and one for a rotation', async () => {
    const { app, lines, text } = await boot('oauth');
    const body = { code: 20003, message: 'no', status: 401 };
    twilio.faults.inject({ kind: 'answer', status: 401, body, when: { product: 'oauth' } });
    await Promise.all([1, 2, 3].map(() => list(app).catch(() => undefined)));
    expect(lines().slice(2)).toMatchObject([
      { level: 'error', params: { account: 'default', code: 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED' } },
    ]);
    twilio.faults.clear();

    const { sid: keySid, secret: keySecret } = twilio.account.apiKeys.standard;
    await app.get(TwilioAuth).rotate('default', { method: 'api-key', keySid, keySecret });
    expect(lines().slice(3)).toMatchObject([
      { level: 'log', params: { account: 'default', method: 'api-key', trigger: 'rotate' } },
    ]);
    expectNoSecrets({ log: text() }, [keySecret, twilio.account.oauthApp.clientSecret]);
    await app.close();
  });

  it('has one warning for a call that the credential cannot make, with capabilityCheck: warn', async () => {
    const { app, lines } = await boot('oauth', { capabilityCheck: 'warn' });
    const subaccount = app.get(TwilioAccounts).subaccount(`AC${'9'.repeat(32)}`);
    await expect(subaccount.messages.list({ limit: 1 })).rejects.toMatchObject({ status: 401 });
    expect(lines().slice(2)).toMatchObject([
      { level: 'warn', message: expect.stringContaining('OAuth app') as string },
    ]);
    await app.close();
  });

  it('has every request with `http.logLevel`, without what was sent', async () => {
    const { app, lines, text } = await boot('api-key', { http: { logLevel: 'debug' } });
    const message = { to: '+15551234567', from: twilio.account.phoneNumber, body: 'private words' };
    await app.get(TwilioClient).messages.create(message);
    expect(lines().slice(2)).toMatchObject([
      { level: 'debug', message: expect.stringMatching(/^Twilio request: POST /) as string },
      { level: 'debug', message: expect.stringMatching(/^Twilio answer: 201 to POST /) as string },
    ]);
    expect(text()).not.toMatch(/private|5551234567/);
    expectNoSecrets({ log: text() }, [twilio.account.apiKeys.standard.secret]);
    await app.close();
  });

  it('has a request with log level debug', async () => {
    const { app, lines } = await boot('api-key');
    const client = app.get(TwilioClient);
    const uri = `https://api.twilio.com/2010-04-01/Accounts/${client.accountSid}/Messages.json`;
    await client.request({ method: 'get', uri, logLevel: 'debug' } as never);
    expect(lines().slice(2)).toMatchObject([
      { level: 'debug', message: expect.stringMatching(/^Twilio request: GET /) as string },
      { level: 'debug', message: expect.stringMatching(/^Twilio answer: 200 to GET /) as string },
    ]);
    await app.close();
  });
});
