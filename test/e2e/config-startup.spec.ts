import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ConfigModule } from '@nestjs/config';
import { TwilioAuth, TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { twilioAuthConfig } from 'nestjs-twilio-auth/config';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compile, compileWith } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';
import { message } from '#test/support/message.js';

const twilio = await sharedEmulator();

describe('An Auth Token next to another credential', () => {
  it.each([
    ['the key secret is missing', { TWILIO_API_SECRET: undefined }],
    ['the key secret is empty', { TWILIO_API_SECRET: '""' }],
    [
      'the key secret is in a file that does not exist',
      { TWILIO_API_SECRET: undefined, TWILIO_API_SECRET_FILE: '/no/such/file' },
    ],
  ])('is not used instead when %s: the start fails', async (_what, broken) => {
    const token = twilio.account.authToken;
    withEnvironment({
      NODE_ENV: 'development',
      ...twilio.env('api-key'),
      TWILIO_AUTH_METHOD: undefined,
      TWILIO_AUTH_TOKEN: token,
      ...broken,
    });
    const refusal = await compileWith({}).catch((error: unknown) => error as Error);

    expect(refusal).toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
    expect(String(refusal)).toMatch(/TWILIO_API_SECRET/);
    expect(String(refusal)).not.toContain(token);
    expect(twilio.requests).toEqual([]);
  });

  it('is not used instead when Twilio refuses the credential', async () => {
    const token = twilio.account.authToken;
    const wrong = { TWILIO_API_SECRET: 'f'.repeat(32), TWILIO_AUTH_TOKEN: token };
    // Of a declared type, the key would not even be tried for this read.
    const undeclared = { TWILIO_API_KEY_TYPE: undefined };
    withEnvironment({ NODE_ENV: 'development', ...twilio.env('api-key'), ...undeclared, ...wrong });
    const client = (await compileWith({})).get(TwilioClient);
    await expect(client.messages.create(message)).rejects.toMatchObject({ code: 20003 });
    const fetching = client.api.v2010.accounts(client.accountSid).fetch();
    await expect(fetching).rejects.toMatchObject({ code: 20003 });

    const senders = twilio.requests.map(({ credential }) => credential.kind);
    expect(senders).not.toContain('auth-token');
  });

  it('is not used instead when the SDK would read it from the environment', async () => {
    const options = {
      environment: 'test',
      apiBaseUrl: twilio.url,
      accountSid: twilio.account.sid,
    } as const;
    const { oauthApp } = twilio.account;
    withEnvironment({
      TWILIO_ACCOUNT_SID: twilio.account.sid,
      TWILIO_AUTH_TOKEN: twilio.account.authToken,
    });
    const auth = { method: 'oauth', clientId: oauthApp.clientId, clientSecret: 'wrong' } as const;
    const client = (await compileWith({ ...options, auth })).get(TwilioClient);

    await expect(client.messages.create(message)).rejects.toMatchObject({
      code: 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED',
    });
    expect(twilio.requests.map(({ path }) => path)).toEqual(['/v2/token']);
  });
});

describe('The namespace for @nestjs/config', () => {
  it('lets the module report all problems at once, by variable', async () => {
    const half = { ...twilio.env('oauth'), TWILIO_OAUTH_CLIENT_SECRET: undefined };
    withEnvironment({ NODE_ENV: 'development', ...half, TWILIO_API_BASE_URL: 'nonsense' });
    const starting = compile({
      imports: [TwilioAuthModule.forRootAsync(twilioAuthConfig.asProvider())],
    });
    await expect(starting).rejects.toMatchObject({
      problems: [
        { variable: 'TWILIO_API_BASE_URL' },
        { path: 'auth.clientSecret', variable: 'TWILIO_OAUTH_CLIENT_SECRET' },
      ],
    });
  });

  it('contains functions for secrets, never the secrets', () => {
    withEnvironment({ NODE_ENV: 'development', ...twilio.env('oauth') });
    const seen = inspect(twilioAuthConfig(), { depth: 10, showHidden: true });
    expect(seen).toContain(twilio.account.oauthApp.clientId);
    expect(seen).not.toContain(twilio.account.oauthApp.clientSecret);
  });
});

describe('A .env file for each environment', () => {
  it('is read by @nestjs/config, and TWILIO_AUTH_METHOD selects the method', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'twilio-auth-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const files = ['oauth', 'api-key'] as const;
    for (const method of files) {
      const lines = Object.entries(twilio.env(method)).map(([name, value]) => `${name}="${value}"`);
      await writeFile(join(folder, method), lines.join('\n'));
    }
    for (const method of files) {
      withEnvironment({ NODE_ENV: 'development' });
      for (const name of Object.keys(twilio.env(method))) delete process.env[name];
      const module = await compile({
        imports: [
          ConfigModule.forRoot({ envFilePath: join(folder, method) }),
          TwilioAuthModule.forRootAsync(twilioAuthConfig.asProvider()),
        ],
      });
      expect(module.get(TwilioAuth).describe()).toMatchObject({ method, source: 'environment' });
      for (const name of Object.keys(twilio.env(method))) delete process.env[name];
    }
  });
});
