import { Test } from '@nestjs/testing';
import {
  TwilioAccounts,
  TwilioAuthModule,
  type AuthOptions,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sharedEmulator } from '#test/support/emulator.js';

const permissions = ['/twilio/messaging/messages/create'] as const;
const restricted = { type: 'restricted', permissions } as const;
const apiKeys = [{ type: 'main' }, { type: 'standard' }, restricted] as const;
const seed = { accounts: [{ subaccounts: [{}], oauthApps: [{}], apiKeys }] } as const;
const twilio = await sharedEmulator({ seed });
const child = twilio.account.subaccounts[0]?.sid ?? '';

const message = { to: '+15551234567', from: '+15005550006', body: 'hi' };
const authToken = (): AuthOptions => ({
  method: 'auth-token',
  authToken: twilio.account.authToken,
});
const oauth = (): AuthOptions => ({
  method: 'oauth',
  clientId: twilio.account.oauthApp.clientId,
  clientSecret: twilio.account.oauthApp.clientSecret,
});

const apiKey = (type: 'main' | 'standard' | 'restricted', keyType?: typeof type): AuthOptions => {
  const { sid: keySid, secret: keySecret } = twilio.account.apiKeys[type];
  return { method: 'api-key', keySid, keySecret, ...(keyType !== undefined && { keyType }) };
};

async function accountsWith(
  auth: AuthOptions,
  options: TwilioAuthModuleOptions = {},
): Promise<TwilioAccounts> {
  const module = await Test.createTestingModule({
    imports: [
      TwilioAuthModule.forRoot({
        environment: 'test',
        accountSid: twilio.account.sid,
        auth,
        apiBaseUrl: twilio.url,
        ...options,
      }),
    ],
  }).compile();
  onTestFinished(() => module.close());
  return module.get(TwilioAccounts);
}

describe('a client for a subaccount', () => {
  it("sends for the subaccount on the parent's credential", async () => {
    const accounts = await accountsWith(authToken());
    const { accountSid } = await accounts.subaccount(child).messages.create(message);
    expect(accountSid).toBe(child);
    expect(twilio.requests).toMatchObject([
      { account: child, credential: { sid: twilio.account.sid } },
    ]);
  });

  it('rejects every API but v2010, where the call would act for the parent', async () => {
    const accounts = await accountsWith(authToken());
    const lookup = accounts.subaccount(child).lookups.v2.phoneNumbers('+15551234567').fetch();
    await expect(lookup).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CAPABILITY',
      reason: 'subaccount-v2010-only',
    });
    await accounts.client().lookups.v2.phoneNumbers('+15551234567').fetch();
    expect(twilio.requests).toHaveLength(1);
  });

  it('rejects before the network that an OAuth app calls for a subaccount', async () => {
    const accounts = await accountsWith(oauth());
    const sending = accounts.subaccount(child).messages.create(message);
    await expect(sending).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CAPABILITY',
      reason: 'oauth-subaccounts',
      hint: expect.stringContaining('OAuth app or API key of the subaccount'),
    });
    expect(twilio.requests).toHaveLength(0);
  });

  it.each(['standard', 'restricted'] as const)(
    'rejects before the network that a %s key of the parent calls for a subaccount',
    async (type) => {
      const accounts = await accountsWith(apiKey(type, type));
      const refused = { code: 'TWILIO_AUTH_CAPABILITY', reason: 'api-key-subaccounts' };
      const sending = accounts.subaccount(child).messages.create(message);
      await expect(sending).rejects.toMatchObject(refused);
      const listing = accounts.client().api.v2010.accounts(child).messages.list({ limit: 1 });
      await expect(listing).rejects.toMatchObject(refused);
      expect(twilio.requests).toHaveLength(0);
    },
  );

  it.each([
    ['a main key', 'main', 'main'],
    ['a key of unknown type', 'standard', undefined],
  ] as const)('sends with %s of the parent, and explains the refusal', async (_, type, keyType) => {
    const accounts = await accountsWith(apiKey(type, keyType));
    await expect(accounts.subaccount(child).messages.create(message)).rejects.toMatchObject({
      status: 401,
      code: 20003,
      details: { hint: expect.stringContaining('not its subaccounts') },
    });
    expect(twilio.requests).toHaveLength(1);
  });

  it('uses the token of its parent if the check is switched off', async () => {
    const accounts = await accountsWith(oauth(), { capabilityCheck: 'off' });
    await accounts.client().messages.create(message);
    const sending = accounts.subaccount(child).messages.create(message);
    await expect(sending).rejects.toMatchObject({ code: 70051 });
    expect(twilio.requests.tokenRequests).toBe(1);
  });

  it('rejects a SID that is not of an account', async () => {
    const accounts = await accountsWith(authToken());
    expect(() => accounts.subaccount('SK123')).toThrow(/subaccount\(sid\)/);
  });
});
