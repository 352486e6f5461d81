import { Readable } from 'node:stream';
import {
  TwilioAccounts,
  TwilioAuth,
  TwilioClient,
  TwilioMedia,
  TwilioPermissions,
} from 'nestjs-twilio-auth';
import { TwilioAuthTestingModule, TwilioRecorder } from 'nestjs-twilio-auth/testing';
import { describe, expect, it } from 'vitest';
import { keyAccount, tokenAccount } from '#test/support/account-options.js';
import { compile, compileWith, keyOptions } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';

const KEYS = { apiKeys: [{ type: 'main' }, { type: 'standard' }] } as const;
const twilio = await sharedEmulator({ seed: { accounts: [KEYS, KEYS] } });
const [, other = twilio.account] = twilio.accounts;
const NOTHING = { permissions: [], unsupported: [], unknown: [], truncated: false };

const start = () =>
  compileWith({
    ...keyOptions(twilio, twilio.account),
    accounts: { billing: keyAccount(other, 'standard'), root: tokenAccount(twilio.account) },
    resolveAccount: async () => keyAccount(other, 'standard'),
  });

describe('The permissions that an application uses', () => {
  it('are those of its calls, by account', async () => {
    const module = await start();
    const permissions = module.get(TwilioPermissions);
    const client = module.get(TwilioClient);
    const message = await client.messages.create({
      to: '+15551234567',
      from: '+15557654321',
      body: 'hi',
    });
    await client.messages(message.sid).fetch();
    await client.lookups.v2.phoneNumbers('+15551234567').fetch();
    await module.get(TwilioAccounts).client('billing').messages.list({ limit: 1 });

    expect(permissions.used()).toEqual({
      ...NOTHING,
      account: 'default',
      permissions: [
        '/twilio/lookup/phone-numbers/read',
        '/twilio/messaging/messages/create',
        '/twilio/messaging/messages/read',
      ],
    });
    expect(permissions.policy('billing')).toEqual({ allow: ['/twilio/messaging/messages/list'] });
    expect(permissions.used('root')).toEqual({ ...NOTHING, account: 'root' });
  });

  it('are noted for calls that Twilio refuses as well', async () => {
    const module = await start();
    twilio.faults.inject({ kind: 'outage' });
    await module
      .get(TwilioClient)
      .calls.list({ limit: 1 })
      .catch(() => undefined);
    expect(module.get(TwilioPermissions).policy().allow).toEqual(['/twilio/voice/calls/list']);
  });

  it('are noted for all tenants together, however many there are', async () => {
    const module = await start();
    const accounts = module.get(TwilioAccounts);
    for (const tenant of ['acme', 'globex']) {
      await (await accounts.forTenant(tenant)).messages.list({ limit: 1 });
    }
    const used = module.get(TwilioPermissions).used('tenant:acme');
    expect(used).toMatchObject({
      account: 'tenant:*',
      permissions: [expect.stringContaining('messages/list')],
    });
    expect(module.get(TwilioPermissions).used('tenant:*')).toEqual(used);
  });

  it('have no place for calls on a subaccount, which no restricted key can make', async () => {
    const module = await start();
    const { sid } = other;
    await module
      .get(TwilioAccounts)
      .subaccount(sid, 'root')
      .messages.list({ limit: 1 })
      .catch(() => undefined);
    await module
      .get(TwilioAccounts)
      .client('root')
      .api.v2010.accounts(sid)
      .calls.list({ limit: 1 })
      .catch(() => undefined);

    const { permissions, unsupported } = module.get(TwilioPermissions).used('root');
    expect(permissions).toEqual([]);
    expect(unsupported).toEqual([
      {
        request: 'GET api.twilio.com/2010-04-01/Accounts/…/Calls.json',
        reason: expect.stringContaining('only the account'),
      },
      {
        request: 'GET api.twilio.com/2010-04-01/Accounts/…/Messages.json',
        reason: expect.stringContaining('only the account'),
      },
    ]);
  });

  it('do not include what the library reads itself', async () => {
    const module = await start();
    await module.get(TwilioAuth).verify();
    await module
      .get(TwilioAuth)
      .rotate('default', keyAccount(twilio.account, 'main').auth, { probe: true });
    expect(twilio.requests.total).toBeGreaterThan(1);
    expect(module.get(TwilioPermissions).used()).toEqual({ ...NOTHING, account: 'default' });
  });

  it('include those of media downloads, and of calls made by hand', async () => {
    const module = await compile({ imports: [TwilioAuthTestingModule.forRoot()] });
    const recorder = module.get(TwilioRecorder);
    const { accountSid } = module.get(TwilioClient);
    const account = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}`;
    recorder.on('GET', 'Recordings').answer(() => ({ status: 200, body: Buffer.from('wav') }));
    const file = await module
      .get(TwilioMedia)
      .download(`${account}/Recordings/RE${'1'.repeat(32)}`);
    expect(file.stream).toBeInstanceOf(Readable);
    recorder.on('POST', 'Messages').reply({});
    await module.get(TwilioClient).request({ method: 'post', uri: `${account}/Messages.json?a=b` });

    expect(module.get(TwilioPermissions).used().permissions).toEqual([
      '/twilio/messaging/messages/create',
      '/twilio/voice/recordings/read',
    ]);
  });

  it('are not known for an account that is not configured', async () => {
    const permissions = (await start()).get(TwilioPermissions);
    expect(() => permissions.used('biling')).toThrow(/Did you mean "billing"/);
    expect(() => permissions.policy(7 as never)).toThrow(/There is no account/);
  });
});
