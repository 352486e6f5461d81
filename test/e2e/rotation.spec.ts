import type { ServerResponse } from 'node:http';
import {
  TwilioAuth,
  TwilioAuthEvents,
  TwilioClient,
  type AuthOptions,
  type TwilioAuthEventMap,
} from 'nestjs-twilio-auth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compileWith, keyOptions, oauthOptions } from '#test/support/compile.js';
import { Deferred } from '#test/support/deferred.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';
import { message } from '#test/support/message.js';
import { startRecordingServer } from '#test/support/recording-server.js';
import { basic } from '#test/support/test-credential.js';

type Rotated = TwilioAuthEventMap['credentials.rotated'];

const account = { apiKeys: [{ type: 'standard' }, { type: 'main' }], oauthApps: [{}] } as const;
const twilio = await sharedEmulator({ seed: { accounts: [account, account] } });

async function start() {
  const module = await compileWith(keyOptions(twilio, twilio.account));
  const rotated: Rotated[] = [];
  module.get(TwilioAuthEvents).on('credentials.rotated', (event) => rotated.push(event));
  return { auth: module.get(TwilioAuth), client: module.get(TwilioClient), rotated };
}

const kinds = () => twilio.requests.map(({ credential }) => credential.kind);
const oauth = (): AuthOptions => oauthOptions(twilio, twilio.account).auth;
const key = (type: 'main' | 'standard' = 'main'): AuthOptions => {
  const { sid, secret } = twilio.account.apiKeys[type];
  return { method: 'api-key', keySid: sid, keySecret: secret };
};

describe('a rotation', () => {
  it('changes the credential behind the client, and emits one event', async () => {
    const { auth, client, rotated } = await start();
    const { messages } = client;
    await auth.rotate('default', oauth());
    await messages.create(message);

    expect(kinds()).toEqual(['none', 'oauth']);
    expect(auth.describe()).toMatchObject({
      method: 'oauth',
      because: 'a rotation replaced the credential',
    });
    expect(rotated).toEqual([{ account: 'default', method: 'oauth', trigger: 'rotate' }]);
  });

  it('runs after the rotations before it, so that the last one requested wins', async () => {
    const { auth, client, rotated } = await start();
    const secret = new Deferred<string>();
    const asked = new Deferred<void>();
    const keySecret = (): Promise<string> => {
      asked.resolve();
      return secret.promise;
    };
    const slow = { ...key('main'), keySecret };
    const rotations = [auth.rotate('default', slow), auth.rotate('default', oauth())];
    await asked.promise;
    secret.resolve(twilio.account.apiKeys.main.secret);
    await Promise.all(rotations);
    await client.messages.create(message);

    expect(kinds()).toEqual(['none', 'oauth']);
    expect(rotated.map(({ method }) => method)).toEqual(['api-key', 'oauth']);
  });

  it('does not affect calls in flight, which finish on the old credential', async () => {
    const server = await startRecordingServer();
    onTestFinished(() => server.close());
    const held = new Deferred<ServerResponse>();
    server.answer((_, response) => held.resolve(response));
    const options = { ...keyOptions(twilio, twilio.account), apiBaseUrl: server.origin };
    const module = await compileWith(options);
    const inFlight = module.get(TwilioClient).messages.create(message);
    const response = await held.promise;
    await module.get(TwilioAuth).rotate('default', key('main'));
    response.writeHead(201, { 'content-type': 'application/json' }).end('{"status":"queued"}');

    await expect(inFlight).resolves.toMatchObject({ status: 'queued' });
    const { sid, secret } = twilio.account.apiKeys.standard;
    expect(server.requests).toMatchObject([{ headers: { authorization: basic(sid, secret) } }]);
  });

  it('with a probe fetches one OAuth token, which the calls after it use', async () => {
    const { auth, client } = await start();
    await auth.rotate('default', oauth(), { probe: true });
    await client.messages.create(message);
    expect(twilio.requests.tokenRequests).toBe(1);
  });
});

describe('a rotation that fails', () => {
  const expectUnchanged = async ({ auth, client, rotated }: Awaited<ReturnType<typeof start>>) => {
    twilio.faults.clear();
    twilio.requests.clear();
    await client.messages.create(message);
    const { sid } = twilio.account.apiKeys.standard;
    expect(twilio.requests).toMatchObject([{ status: 201, credential: { sid } }]);
    expect(auth.describe()).toMatchObject({ identifier: sid });
    expect(rotated).toEqual([]);
  };

  it.each([
    ['an unknown method', { method: 'basic' }],
    ['a missing secret', { method: 'api-key', keySid: `SK${'1'.repeat(32)}` }],
    [
      'a source that fails',
      { method: 'auth-token', authToken: () => Promise.reject(new Error('x')) },
    ],
    ['nothing', undefined],
    ['another account', { ...keyAuth(), accountSid: `AC${'9'.repeat(32)}` }],
  ])('because of its options keeps the old credential: %s', async (_what, broken) => {
    const running = await start();
    await expect(running.auth.rotate('default', broken as AuthOptions)).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CONFIG_INVALID',
      account: 'default',
    });
    await expectUnchanged(running);
  });

  it('says that it cannot change the account, and accepts the SID of the account itself', async () => {
    const { auth } = await start();
    const other = { ...key(), accountSid: `AC${'9'.repeat(32)}` };
    await expect(auth.rotate('default', other)).rejects.toThrow(
      /a rotation cannot change the account/,
    );
    const own = { ...key(), accountSid: twilio.account.sid };
    await expect(auth.rotate('default', own)).resolves.toBeUndefined();
  });

  it.each([
    [
      'a wrong secret',
      () => ({ ...key(), keySecret: 'wrong' }),
      { code: 'TWILIO_AUTH_CREDENTIAL_REFUSED', reason: 'probe-refused' },
    ],
    [
      "another account's key",
      () => otherKey(),
      { code: 'TWILIO_AUTH_CREDENTIAL_REFUSED', reason: 'probe-refused' },
    ],
    [
      'a wrong OAuth secret',
      () => ({ ...oauth(), clientSecret: 'wrong' }),
      { code: 'TWILIO_AUTH_CREDENTIAL_REFUSED', reason: 'probe-refused' },
    ],
  ])(
    'because Twilio refuses the probe keeps the old credential: %s',
    async (_what, broken, refusal) => {
      const running = await start();
      const rotating = running.auth.rotate('default', broken(), { probe: true });
      await expect(rotating).rejects.toMatchObject(refusal);
      await expectUnchanged(running);
    },
  );

  it('because of an outage during the probe keeps the old credential', async () => {
    const running = await start();
    twilio.faults.inject({ kind: 'reset' });
    await expect(running.auth.rotate('default', key(), { probe: true })).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CONNECTION_FAILED',
    });
    await expectUnchanged(running);
  });

  it('because of the policy keeps the old credential', async () => {
    withEnvironment({ NODE_ENV: 'production' });
    const { accountSid, auth } = keyOptions(twilio, twilio.account);
    const module = await compileWith({ accountSid, auth });
    const token = { method: 'auth-token', authToken: twilio.account.authToken } as const;
    const rotating = module.get(TwilioAuth).rotate('default', token);

    await expect(rotating).rejects.toMatchObject({ code: 'TWILIO_AUTH_POLICY_VIOLATION' });
    expect(module.get(TwilioAuth).describe()).toMatchObject({ method: 'api-key' });
  });

  it('affects neither the next rotation nor another account', async () => {
    const { auth, client } = await start();
    await expect(auth.rotate('default', {} as AuthOptions)).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CONFIG_INVALID',
    });
    await expect(auth.rotate('defualt', key())).rejects.toThrow(/Did you mean "default"/);
    await auth.rotate('default', oauth());
    await client.messages.create(message);
    expect(kinds()).toEqual(['none', 'oauth']);
  });

  function otherKey(): AuthOptions {
    const { sid, secret } = (twilio.accounts[1] ?? twilio.account).apiKeys.main;
    return { method: 'api-key', keySid: sid, keySecret: secret };
  }
});

function keyAuth(): AuthOptions {
  return { method: 'api-key', keySid: `SK${'1'.repeat(32)}`, keySecret: 'x' };
}
