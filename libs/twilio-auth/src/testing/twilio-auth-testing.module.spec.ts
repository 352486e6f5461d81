import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withEnvironment } from '#test/support/environment.js';
import { InjectTwilio } from '../nest/twilio-client.js';
import { TwilioAccounts } from '../nest/twilio-accounts.js';
import { TwilioAuthModule } from '../nest/twilio-auth.module.js';
import { TwilioClient } from '../nest/twilio-client.js';
import { TwilioWebhookVerifier } from '../nest/webhook/twilio-webhook-verifier.js';
import { signWebhook } from './sign-webhook.js';
import {
  TwilioAuthTestingModule,
  type TwilioAuthTestingOptions,
} from './twilio-auth-testing.module.js';
import { TwilioRecorder } from './twilio-recorder.js';

@Injectable()
class Invoices {
  constructor(@InjectTwilio('billing') readonly twilio: TwilioClient) {}
}

async function compile(): Promise<{ module: TestingModule; recorder: TwilioRecorder }> {
  const module = await Test.createTestingModule({
    imports: [
      TwilioAuthTestingModule.forRoot({ accounts: ['billing'] }),
      TwilioAuthModule.forFeature('billing'),
    ],
    providers: [Invoices],
  }).compile();
  onTestFinished(() => module.close());
  return { module, recorder: module.get(TwilioRecorder) };
}

const message = { to: '+15551234567', from: '+15557654321', body: 'hi' };

it('accepts a message, records it, and sends nothing', async () => {
  const { module, recorder } = await compile();
  const sent = await module.get(TwilioClient).messages.create(message);
  expect(sent).toMatchObject({ sid: expect.stringMatching(/^SM[0-9a-f]{32}$/), body: 'hi' });
  expect(recorder.calls).toMatchObject([
    {
      account: 'default',
      method: 'POST',
      resource: 'Messages',
      params: { To: message.to, Body: 'hi' },
    },
  ]);
});

it('records which account was used', async () => {
  const { module, recorder } = await compile();
  await module.get(Invoices).twilio.messages.create(message);
  const tenant = await module.get(TwilioAccounts).forTenant('acme');
  await tenant.messages.create(message);
  expect(recorder.calls.map(({ account }) => account)).toEqual(['billing', 'tenant:acme']);
});

it('answers from the script, and the SDK parses the answer as usual', async () => {
  const { module, recorder } = await compile();
  recorder.on('GET', 'Messages').reply({ sid: 'SM1', body: 'scripted' });
  recorder.on('POST', 'Messages').fail({ status: 400, code: 21211, message: 'Invalid To' });
  const client = module.get(TwilioClient);
  const sid = `SM${'1'.repeat(32)}`;
  await expect(client.messages(sid).fetch()).resolves.toMatchObject({ body: 'scripted' });
  await expect(client.messages.create(message)).rejects.toMatchObject({ status: 400, code: 21211 });
});

it('rejects a call without a scripted answer, and says how to script one', async () => {
  const { module } = await compile();
  const fetching = module
    .get(TwilioClient)
    .messages(`SM${'1'.repeat(32)}`)
    .fetch();
  await expect(fetching).rejects.toThrow("recorder.on('GET', 'Messages').reply(");
});

it('forgets calls and scripts on reset', async () => {
  const { module, recorder } = await compile();
  recorder.on('POST', 'Messages').fail({ status: 500, code: 20500, message: 'no' });
  recorder.reset();
  await module.get(TwilioClient).messages.create(message);
  expect(recorder.calls).toHaveLength(1);
});

describe('in an environment that counts as production', () => {
  const start = (options?: TwilioAuthTestingOptions) =>
    Test.createTestingModule({ imports: [TwilioAuthTestingModule.forRoot(options)] }).compile();

  it.each(['production', 'staging', 'Prod '])('named %j it does not start', async (name) => {
    withEnvironment({ NODE_ENV: name });
    await expect(start()).rejects.toMatchObject({
      code: 'TWILIO_AUTH_POLICY_VIOLATION',
      reason: 'testing-module',
    });
  });

  it('starts when NODE_ENV is unset, or its name is one for tests', async () => {
    withEnvironment({ NODE_ENV: undefined });
    await (await start()).close();
    withEnvironment({ NODE_ENV: 'acceptance' });
    await (await start({ nonProduction: ['acceptance'] })).close();
    await expect(start({ nonProduction: ['other'] })).rejects.toThrow(/testing-module/);
    await expect(start({ nonProduction: ['production'] })).rejects.toThrow(/non-production/);
  });
});

describe('the signing key', () => {
  const webhook = { url: 'https://api.example.com/sms', params: { Body: 'hi' } };
  const verdict = async (signingKey: string | undefined, options: TwilioAuthTestingOptions) => {
    const imports = [TwilioAuthTestingModule.forRoot({ webhookBaseUrl: BASE, ...options })];
    const module = await Test.createTestingModule({ imports }).compile();
    onTestFinished(() => module.close());
    const signed = signWebhook({ ...webhook, ...(signingKey && { signingKey }) });
    return module.get(TwilioWebhookVerifier).verify({ ...signed, originalUrl: signed.path });
  };
  const BASE = 'https://api.example.com';
  const published = '0123456789abcdef0123456789abcdef';

  it('is a new one for each process, unless one is given', async () => {
    expect(await verdict(undefined, {})).toMatchObject({ valid: true });
    expect(await verdict(published, {})).toMatchObject({ valid: false });
    expect(await verdict(published, { signingKey: published })).toMatchObject({ valid: true });
  });
});
