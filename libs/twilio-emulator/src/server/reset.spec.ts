import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReceiver } from '../../test/support/receiver.js';
import { sdk } from '../../test/support/sdk.js';
import { basic, bearer, send } from '../../test/support/send.js';
import { TwilioEmulator } from './emulator.js';

describe('a reset', () => {
  let twilio: TwilioEmulator;
  beforeEach(async () => {
    twilio = await TwilioEmulator.start({ stepMs: 5 });
  });
  afterEach(() => twilio.stop());

  const reset = () => send(twilio, '/__emulator/reset', { method: 'POST' });

  it('removes what was created, changed, injected and logged', async () => {
    const { account } = twilio;
    const client = sdk(twilio, account.sid, account.authToken);
    await client.messages.create({ to: '+15551234567', from: account.phoneNumber, body: 'x' });
    await client.newKeys.create({ friendlyName: 'New' });
    await client.api.v2010.accounts(account.sid).update({ friendlyName: 'Renamed' });
    await client.api.v2010.accounts.create({ friendlyName: 'Branch' });
    twilio.faults.inject({ kind: 'outage', when: { path: '/nowhere' } });
    twilio.outcomes.add({ status: 'failed', errorCode: 30001 });
    twilio.clock.advance(3_600_000);
    twilio.webhooks.signWith = 'secondary';
    await twilio.webhooks.send({ url: 'http://127.0.0.1:1/' });

    expect((await reset()).status).toBe(204);

    expect(twilio.requests.total).toBe(0);
    expect(twilio.permissions.used()).toEqual([]);
    expect(twilio.faults.list()).toEqual([]);
    expect(twilio.outcomes.list()).toEqual([]);
    expect(twilio.webhooks).toMatchObject({ deliveries: [], signWith: 'primary' });
    expect(twilio.clock.offsetMs).toBe(0);
    expect(account.subaccounts).toEqual([]);
    expect(await client.messages.list()).toEqual([]);
    expect(await client.keys.list()).toHaveLength(3);
    const fetched = await client.api.v2010.accounts(account.sid).fetch();
    expect(fetched.friendlyName).toBe('Emulated account');
  });

  it('keeps the credentials, those that were generated too, and revokes every token', async () => {
    const { account } = twilio;
    const { main, standard, restricted } = account.apiKeys;
    const { oauthApp } = account;
    const before = [account.sid, account.authToken, main, standard, restricted];
    const { clientSecret } = oauthApp;
    const authorization = await bearer(twilio);
    oauthApp.rotateSecret({ graceSeconds: 0 });
    twilio.reset();

    const { apiKeys } = account;
    const after = [apiKeys.main, apiKeys.standard, apiKeys.restricted];
    expect([account.sid, account.authToken, ...after]).toEqual(before);
    expect(oauthApp.clientSecret).toBe(clientSecret);
    expect((await send(twilio, '/2010-04-01/Accounts.json', { authorization })).status).toBe(401);
    const again = await bearer(twilio);
    const path = `/2010-04-01/Accounts/${account.sid}/Messages.json`;
    expect((await send(twilio, path, { authorization: again })).status).toBe(200);
  });

  it('sends no further callback of a message from before', async () => {
    await using app = await startReceiver();
    await using slow = await TwilioEmulator.start({ stepMs: 3_600_000 });
    const { account } = slow;
    const form = { To: '+15551234567', From: account.phoneNumber, Body: 'x' };
    await send(slow, `/2010-04-01/Accounts/${account.sid}/Messages.json`, {
      authorization: basic(account.sid, account.authToken),
      form: { ...form, StatusCallback: app.url },
    });
    await expect.poll(() => app.received.length).toBe(1);
    slow.reset();
    // The next one is due in an hour.
    await slow.webhooks.idle();
    expect(app.received).toHaveLength(1);
    expect(slow.webhooks.deliveries).toEqual([]);
  });
});
