import {
  TwilioAuth,
  TwilioAuthEvents,
  TwilioClient,
  type AccountOptions,
  type AuthOptions,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { compileWith, keyOptions } from '#test/support/compile.js';
import { keyAdmin } from '#test/support/key-admin.js';
import { message } from '#test/support/message.js';
import { rejectionOf } from '#test/support/thrown.js';
import { nextEvent } from '#test/support/watched-events.js';

let twilio: TwilioEmulator;
/** What the secrets manager holds now. */
let current: AuthOptions & { readonly accountSid?: string };
let reads: number;
beforeEach(async () => {
  twilio = await TwilioEmulator.start();
  current = keyOptions(twilio, twilio.account).auth;
  reads = 0;
});
afterEach(() => twilio.stop());

const auth = async (): Promise<AuthOptions> => {
  reads += 1;
  return current;
};

async function start(more: TwilioAuthModuleOptions = {}) {
  const clock = new FakeClock();
  const module = await compileWith({ ...keyOptions(twilio, twilio.account), auth, ...more }, clock);
  return {
    clock,
    client: module.get(TwilioClient),
    auth: module.get(TwilioAuth),
    events: module.get(TwilioAuthEvents),
  };
}

const callStatuses = () =>
  twilio.requests.filter(({ path }) => path.includes('/Messages')).map(({ status }) => status);

describe('A credential from a function', () => {
  it('is fetched once at the start', async () => {
    const { client, auth: inUse } = await start();
    await client.messages.create(message);
    expect(reads).toBe(1);
    expect(inUse.describe()).toMatchObject({
      method: 'api-key',
      identifier: twilio.account.apiKeys.standard.sid,
    });
  });

  it('changes SID and secret together when the old key is deleted', async () => {
    const admin = await keyAdmin(twilio);
    const first = await admin.create();
    current = { method: 'api-key', ...first };
    const { client, auth: inUse } = await start();
    await client.messages.create(message);
    const second = await admin.create();
    current = { method: 'api-key', ...second };
    await admin.delete(first.keySid);
    await client.messages.create(message);

    expect(callStatuses()).toEqual([201, 401, 201]);
    expect(inUse.describe().identifier).toBe(second.keySid);
    expect(inUse.describe().accessTokenKeySid).toBe(second.keySid);
  });

  it('changes in the background too, with no refused call', async () => {
    const { client, clock, events } = await start();
    current = { method: 'api-key', ...(await (await keyAdmin(twilio)).create()) };
    await clock.advance(30_000);
    const rotation = nextEvent(events, 'credentials.rotated');
    await client.messages.create(message);
    expect(await rotation).toEqual({ account: 'default', method: 'api-key', trigger: 'function' });
    await client.messages.create(message);
    expect(callStatuses()).toEqual([201, 201]);
    expect(reads).toBe(2);
  });

  it('is kept while only half of the pair has changed', async () => {
    const { client, clock, auth: inUse } = await start();
    const { keySid, keySecret } = await (await keyAdmin(twilio)).create();
    const { standard } = twilio.account.apiKeys;
    const halves = [
      { method: 'api-key', keySid, keySecret: standard.secret },
      { method: 'api-key', keySid: standard.sid, keySecret },
    ] as const;
    for (const half of halves) {
      current = half;
      await clock.advance(30_000);
      await client.messages.create(message);
      await client.messages.create(message);
    }
    expect(reads).toBe(3);
    expect(callStatuses()).toEqual([201, 201, 201, 201]);
    expect(inUse.describe().identifier).toBe(standard.sid);
  });

  it('may be of another method, with the secrets inside it as functions', async () => {
    const { client, clock, events } = await start();
    const { clientId, clientSecret } = twilio.account.oauthApp;
    current = { method: 'oauth', clientId, clientSecret: async () => clientSecret };
    await clock.advance(30_000);
    const rotation = nextEvent(events, 'credentials.rotated');
    await client.messages.create(message);
    expect(await rotation).toMatchObject({ method: 'oauth' });
    await expect(client.messages.create(message)).resolves.toBeDefined();
  });

  it('of a method that the policy forbids changes nothing and is an event', async () => {
    const environment = 'production';
    const http = { proxy: false } as const;
    const until = new Date(new FakeClock().wallMs() + 86_400_000).toISOString().slice(0, 10);
    const exceptions = [{ rule: 'api-base-url', until, reason: 'an emulator' }];
    const policy = { exceptions };
    const { client, clock, events, auth: inUse } = await start({ environment, http, policy });
    current = { method: 'auth-token', authToken: twilio.account.authToken };
    await clock.advance(30_000);
    const violation = nextEvent(events, 'policy.violation');
    await client.messages.create(message);
    expect(await violation).toEqual({ account: 'default', rule: 'auth-token', severity: 'error' });
    expect(inUse.describe().method).toBe('api-key');
    await expect(client.messages.create(message)).resolves.toBeDefined();
  });

  it('of another account changes nothing', async () => {
    const { client, clock, auth: inUse } = await start();
    const other = { keySid: `SK${'7'.repeat(32)}`, keySecret: 'other' };
    current = { method: 'api-key', ...other, accountSid: `AC${'7'.repeat(32)}` };
    await clock.advance(30_000);
    await client.messages.create(message);
    await client.messages.create(message);
    expect(reads).toBe(2);
    expect(inUse.describe().identifier).toBe(twilio.account.apiKeys.standard.sid);
  });

  it('that rejects stops the start, without its error', async () => {
    const rejecting = () => Promise.reject(new Error('vault token hvs.secret'));
    const error = await rejectionOf(start({ auth: rejecting }));
    expect(error.message).toContain('auth: the function threw or rejected');
    expect(error.message).not.toContain('hvs.secret');
  });

  it('is fetched for the profile of this environment only', async () => {
    const { accountSid, apiBaseUrl } = keyOptions(twilio, twilio.account);
    const unused = (): never => {
      throw new Error('called');
    };
    const profile = (fetchAuth: AccountOptions['auth']): AccountOptions => ({
      accountSid,
      auth: fetchAuth,
    });
    const profiles = { test: profile(auth), production: profile(unused) };
    const module = await compileWith({ environment: 'test', apiBaseUrl, profiles });
    await module.get(TwilioClient).messages.create(message);
    expect(reads).toBe(1);
  });

  it('can be what an account is rotated to', async () => {
    const { client, auth: inUse } = await start({ auth: current });
    current = { method: 'api-key', ...(await (await keyAdmin(twilio)).create()) };
    await inUse.rotate('default', auth, { probe: true });
    await client.messages.create(message);
    expect(callStatuses().at(-1)).toBe(201);
    expect(inUse.describe().identifier).toBe('keySid' in current && current.keySid);
  });
});
