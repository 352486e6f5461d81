import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';

describe('A propagation delay', () => {
  let twilio: TwilioEmulator;
  beforeEach(async () => {
    // A clock that stands still, so that only the test lets time pass.
    twilio = await TwilioEmulator.start({ now: () => 1_800_000_000_000 });
  });
  afterEach(() => twilio.stop());

  const admin = () => sdk(twilio, twilio.account.sid, twilio.account.authToken);
  const statusOf = async (user: string, password: string, sid = twilio.account.sid) => {
    const path = `/2010-04-01/Accounts/${sid}/Messages.json`;
    return (await send(twilio, path, { authorization: basic(user, password) })).status;
  };
  const tokenStatus = async (clientSecret: string) => {
    const { clientId } = twilio.account.oauthApp;
    const form = { client_id: clientId, client_secret: clientSecret };
    const grant = { ...form, grant_type: 'client_credentials' };
    return (await send(twilio, '/v2/token', { form: grant })).status;
  };

  it.each(['iam', 'v2010'] as const)('keeps a new key of %s from being accepted', async (api) => {
    twilio.faults.inject({ kind: 'propagation', ms: 2_000 });
    const accountSid = twilio.account.sid;
    const { sid, secret } =
      api === 'iam'
        ? await admin().iam.v1.newApiKey.create({ accountSid })
        : await admin().newKeys.create();
    expect(await statusOf(sid, secret)).toBe(401);
    twilio.clock.advance(1_999);
    expect(await statusOf(sid, secret)).toBe(401);
    twilio.clock.advance(1);
    expect(await statusOf(sid, secret)).toBe(200);
  });

  it('keeps a new OAuth secret from getting tokens, while the old one gets them', async () => {
    const { clientId, clientSecret } = twilio.account.oauthApp;
    twilio.faults.inject({ kind: 'propagation', ms: 2_000 });
    const { json } = await send(twilio, `/v1/Account/OAuthApps/${clientId}/secret`, {
      method: 'POST',
      authorization: basic(twilio.account.sid, twilio.account.authToken),
      body: JSON.stringify({ grace_period: 60 }),
      headers: { 'content-type': 'application/json' },
    });
    const secret = String(json['secret']);
    expect([await tokenStatus(clientSecret), await tokenStatus(secret)]).toEqual([200, 401]);
    twilio.clock.advance(2_000);
    expect([await tokenStatus(clientSecret), await tokenStatus(secret)]).toEqual([200, 200]);
    twilio.clock.advance(58_000);
    expect([await tokenStatus(clientSecret), await tokenStatus(secret)]).toEqual([401, 200]);
  });

  it('keeps a secondary Auth Token from being accepted, promoted or not', async () => {
    const { sid } = twilio.account;
    const { main } = twilio.account.apiKeys;
    const client = sdk(twilio, main.sid, main.secret, sid);
    twilio.faults.inject({ kind: 'propagation', ms: 2_000 });
    const { secondaryAuthToken } = await client.accounts.v1.secondaryAuthToken().create();
    expect(await statusOf(sid, secondaryAuthToken)).toBe(401);
    await client.accounts.v1.authTokenPromotion().update();
    expect(await statusOf(sid, secondaryAuthToken)).toBe(401);
    twilio.clock.advance(2_000);
    expect(await statusOf(sid, secondaryAuthToken)).toBe(200);
  });

  it('keeps the Auth Token of a new subaccount from being accepted', async () => {
    twilio.faults.inject({ kind: 'propagation', ms: 2_000 });
    const { sid, authToken } = await admin().api.v2010.accounts.create();
    expect(await statusOf(sid, authToken, sid)).toBe(401);
    twilio.clock.advance(2_000);
    expect(await statusOf(sid, authToken, sid)).toBe(200);
  });

  it('is used up by what is created, and by no other request', async () => {
    const when = { path: '/Keys' };
    const fault = twilio.faults.inject({ kind: 'propagation', ms: 2_000, times: 1, when });
    const accountSid = twilio.account.sid;
    await admin().iam.v1.getApiKeys.list({ accountSid });
    await admin().accounts.v1.secondaryAuthToken().create();
    expect(fault.hits).toBe(0);
    await admin().iam.v1.newApiKey.create({ accountSid });
    expect([fault.hits, twilio.faults.list()]).toEqual([1, []]);
    const { sid, secret } = await admin().iam.v1.newApiKey.create({ accountSid });
    expect(await statusOf(sid, secret)).toBe(200);
  });

  it('can be injected by a control route', async () => {
    const body = JSON.stringify({ kind: 'propagation', ms: 2_000 });
    const headers = { 'content-type': 'application/json' };
    expect((await send(twilio, '/__emulator/faults', { body, headers })).status).toBe(201);
    const wrong = JSON.stringify({ kind: 'propagation' });
    const refused = await send(twilio, '/__emulator/faults', { body: wrong, headers });
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining('ms: is missing'),
    ]);
  });
});
