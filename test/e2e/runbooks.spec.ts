import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Post } from '@nestjs/common';
import {
  TwilioAuth,
  TwilioAuthEvents,
  TwilioAuthModule,
  TwilioClient,
  TwilioWebhook,
} from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type RunningApp } from '#test/support/app.js';
import { withEnvironment } from '#test/support/environment.js';

@Controller('hook')
@TwilioWebhook()
class HookController {
  @Post()
  hook(): void {}
}

/** The steps of docs/rotation.md against the emulator. */
describe('The runbook', () => {
  let twilio: TwilioEmulator;
  let folder: string;
  beforeEach(async () => {
    twilio = await TwilioEmulator.start();
    folder = mkdtempSync(join(tmpdir(), 'runbook-'));
  });
  afterEach(async () => {
    await twilio.stop();
    rmSync(folder, { recursive: true });
  });

  const start = (variables: Readonly<Record<string, string>>): Promise<RunningApp> => {
    withEnvironment({ NODE_ENV: 'development', ...variables });
    return startApp({ imports: [TwilioAuthModule.forRoot()], controllers: [HookController] });
  };
  const client = ({ app }: RunningApp): TwilioClient => app.get<TwilioClient>(TwilioClient);
  const send = (running: RunningApp): Promise<unknown> =>
    client(running).messages.create({
      to: '+15551234567',
      from: twilio.account.phoneNumber,
      body: 'hi',
    });
  const hooked = async ({ url }: RunningApp): Promise<number | undefined> =>
    (await twilio.webhooks.send({ url: `${url}/hook` })).status;

  it('for the Auth Token loses no webhook, and does not affect API keys', async () => {
    const old = twilio.account.authToken;
    const main = twilio.account.apiKeys.main;
    const withKeys = (signingKeys: string): Promise<RunningApp> =>
      start({
        TWILIO_ACCOUNT_SID: twilio.account.sid,
        TWILIO_API_KEY: main.sid,
        TWILIO_API_SECRET: main.secret,
        TWILIO_API_BASE_URL: twilio.url,
        TWILIO_WEBHOOK_SIGNING_KEYS: signingKeys,
      });
    let next = '';
    {
      await using running = await withKeys(old);
      const created = await client(running).accounts.v1.secondaryAuthToken().create();
      next = created.secondaryAuthToken;
      expect(await hooked(running)).toBe(201);
    }
    await using running = await withKeys(`${next},${old}`);
    const seen: string[] = [];
    running.app.get(TwilioAuthEvents).on('webhook.accepted', ({ key }) => seen.push(key));

    expect(await hooked(running)).toBe(201);
    await client(running).accounts.v1.authTokenPromotion().update();
    expect(twilio.account.authToken).toBe(next);
    expect(await hooked(running)).toBe(201);

    expect(seen).toEqual(['key-2', 'key-1']);
    await expect(send(running)).resolves.toMatchObject({ status: 'queued' });
  });

  it('for an Auth Token that authenticates calls replaces it before the promotion', async () => {
    await using running = await start(twilio.env('auth-token'));
    const { secondaryAuthToken } = await client(running).accounts.v1.secondaryAuthToken().create();

    const auth = { method: 'auth-token', authToken: secondaryAuthToken } as const;
    await running.app.get(TwilioAuth).rotate('default', auth, { probe: true });
    await client(running).accounts.v1.authTokenPromotion().update();

    await expect(send(running)).resolves.toMatchObject({ status: 'queued' });
    expect(await hooked(running)).toBe(201);
  });

  it('for an API key uses the new key before the old one is deleted', async () => {
    const main = twilio.account.apiKeys.main;
    await using running = await start({
      ...twilio.env('api-key'),
      TWILIO_API_KEY: main.sid,
      TWILIO_API_SECRET: main.secret,
      TWILIO_API_KEY_TYPE: 'main',
      TWILIO_WEBHOOK_SIGNING_KEYS: twilio.account.authToken,
    });
    const { standard } = twilio.account.apiKeys;
    const auth = running.app.get(TwilioAuth);
    const wrong = { method: 'api-key', keySid: standard.sid, keySecret: 'a'.repeat(32) } as const;

    await expect(auth.rotate('default', wrong, { probe: true })).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CREDENTIAL_REFUSED',
      reason: 'probe-refused',
    });
    await auth.rotate('default', { ...wrong, keySecret: standard.secret }, { probe: true });
    await deleteKey(twilio, main.sid);

    expect(auth.describe()).toMatchObject({ identifier: standard.sid });
    await expect(send(running)).resolves.toMatchObject({ status: 'queued' });
  });

  it('for an OAuth secret reads the new one from its file, without a restart', async () => {
    const { TWILIO_OAUTH_CLIENT_SECRET: first = '', ...variables } = twilio.env('oauth');
    const file = join(folder, 'client-secret');
    writeFileSync(file, first);
    await using running = await start({
      ...variables,
      TWILIO_OAUTH_CLIENT_SECRET_FILE: file,
      TWILIO_WEBHOOK_SIGNING_KEYS: twilio.account.authToken,
    });
    await send(running);

    writeFileSync(file, twilio.account.oauthApp.rotateSecret({ graceSeconds: 86_400 }));
    await expect(send(running)).resolves.toMatchObject({ status: 'queued' });

    // After a leak, all older secrets and tokens are revoked, and the next call gets a 401.
    writeFileSync(file, twilio.account.oauthApp.rotateSecret({ graceSeconds: 0 }));
    await expect(send(running)).resolves.toMatchObject({ status: 'queued' });
  });
});

/** Deletes a key as the Console does. */
async function deleteKey({ url, account }: TwilioEmulator, keySid: string): Promise<void> {
  const credential = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64');
  const key = `${url}/2010-04-01/Accounts/${account.sid}/Keys/${keySid}.json`;
  const headers = { authorization: `Basic ${credential}` };
  expect((await fetch(key, { method: 'DELETE', headers })).status).toBe(204);
}
