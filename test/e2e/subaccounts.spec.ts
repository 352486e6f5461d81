import { Test } from '@nestjs/testing';
import {
  TwilioAccounts,
  TwilioAuthModule,
  type AuthOptions,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sharedEmulator } from '#test/support/emulator.js';

const seed = { accounts: [{ subaccounts: [{}], oauthApps: [{}] }] } as const;
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
      hint: expect.stringContaining('OAuth app of the subaccount'),
    });
    expect(twilio.requests).toHaveLength(0);
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
