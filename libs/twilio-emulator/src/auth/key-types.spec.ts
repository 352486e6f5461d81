import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, bearer, send } from '../../test/support/send.js';
import type { EmulatedAccount } from '../server/emulated-account.js';
import { TwilioEmulator } from '../server/emulator.js';

// https://www.twilio.com/docs/iam/api-keys/keys-in-console: what each type of key reaches.
describe('What a credential may do', () => {
  let twilio: TwilioEmulator;
  let account: string;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
    account = `/2010-04-01/Accounts/${twilio.account.sid}`;
  });
  afterAll(() => twilio.stop());

  const withKey = (type: 'main' | 'standard' | 'restricted'): string => {
    const { sid, secret } = twilio.account.apiKeys[type];
    return basic(sid, secret);
  };
  const accountsAndKeys = (): [string, string][] => [
    ['GET', '/2010-04-01/Accounts.json'],
    ['POST', '/2010-04-01/Accounts.json'],
    ['GET', `${account}.json`],
    ['POST', `${account}.json`],
    ['GET', `${account}/Keys.json`],
    ['POST', `${account}/Keys.json`],
    ['GET', `${account}/SigningKeys.json`],
    ['GET', `/v1/Keys?AccountSid=${twilio.account.sid}`],
  ];

  it('lets the Auth Token and a main key use Accounts and Keys', async () => {
    for (const authorization of [
      basic(twilio.account.sid, twilio.account.authToken),
      withKey('main'),
    ]) {
      for (const [method, path] of accountsAndKeys()) {
        const { status } = await send(twilio, path, { method, authorization });
        expect(status, `${method} ${path}`).toBeLessThan(300);
      }
    }
  });

  it('refuses a standard key on Accounts and Keys with 20003, and nowhere else', async () => {
    const authorization = withKey('standard');
    for (const [method, path] of accountsAndKeys()) {
      const refused = await send(twilio, path, { method, authorization });
      expect(refused.status, `${method} ${path}`).toBe(401);
      expect(refused.json['code'], `${method} ${path}`).toBe(20003);
    }
    for (const path of ['Messages', 'Calls', 'IncomingPhoneNumbers', 'Balance', 'Usage/Records']) {
      const { status } = await send(twilio, `${account}/${path}.json`, { authorization });
      expect(status, path).toBe(200);
    }
  });

  it('lets a restricted key use its permissions and refuses everything else with 70051', async () => {
    const authorization = withKey('restricted');
    const allowed = await send(twilio, `${account}/Messages.json`, { authorization });
    expect(allowed.status).toBe(200);
    for (const path of ['Calls', 'Balance', 'Keys', 'Usage/Records']) {
      const refused = await send(twilio, `${account}/${path}.json`, { authorization });
      expect(refused.json, path).toMatchObject({ code: 70051, status: 401 });
    }
  });

  it('depends on the permission for the verb, not only for the resource', async () => {
    const message = await send(twilio, `${account}/Messages.json`, {
      authorization: withKey('main'),
      form: { To: '+15551234567', From: '+15005550010', Body: 'x' },
    });
    const path = `${account}/Messages/${String(message.json['sid'])}.json`;
    const refused = await send(twilio, path, {
      method: 'DELETE',
      authorization: withKey('restricted'),
    });
    expect(refused.json['message']).toContain('twilio/messaging/messages/delete');
  });

  it('lets an OAuth app use its permissions, and never Keys', async () => {
    const authorization = await bearer(twilio);
    expect((await send(twilio, `${account}.json`, { authorization })).status).toBe(200);
    const refused = await send(twilio, `${account}/Keys.json`, { authorization });
    expect(refused.json).toMatchObject({ code: 70051 });
  });

  it('refuses an API key secret as an Auth Token, and an Auth Token as a key secret', async () => {
    const { sid, authToken, apiKeys } = twilio.account;
    const path = `${account}/Messages.json`;
    for (const authorization of [
      basic(sid, apiKeys.main.secret),
      basic(apiKeys.main.sid, authToken),
      basic(apiKeys.main.sid, apiKeys.standard.secret),
      basic(sid, ''),
      basic(sid, `${authToken}\n`),
    ]) {
      expect((await send(twilio, path, { authorization })).json['code']).toBe(20003);
    }
  });

  it('is limited to its own account: tokens and keys of another account are refused', async () => {
    await using two = await TwilioEmulator.start({
      seed: { accounts: [{}, { oauthApps: [{}], apiKeys: [{ type: 'main' }] }] },
    });
    const [first, second] = two.accounts as [EmulatedAccount, EmulatedAccount];
    const path = `/2010-04-01/Accounts/${first.sid}/Messages.json`;
    const { sid, secret } = second.apiKeys.main;
    const byToken = await send(two, path, { authorization: await bearer(two, second.oauthApp) });
    const byKey = await send(two, path, { authorization: basic(sid, secret) });
    expect([byToken.json['code'], byKey.json['code']]).toEqual([70051, 20003]);
  });
});
