import {
  TwilioAuth,
  TwilioAuthModule,
  type AccountOptions,
  type AuthOptions,
} from 'nestjs-twilio-auth';
import type { EmulatedAccount } from 'twilio-auth-emulator';
import { describe, expect, it } from 'vitest';
import { compile, compileWith } from '#test/support/compile.js';
import {
  keyAccount,
  oauthAccount,
  testAccount,
  tokenAccount,
} from '#test/support/account-options.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';

const LIST = '/twilio/messaging/messages/list';
const SEED = {
  accounts: [
    {
      apiKeys: [
        { type: 'main' },
        { type: 'standard' },
        { type: 'restricted', permissions: [LIST] },
      ],
      oauthApps: [{}],
      testCredentials: {},
    },
    {
      apiKeys: [{ type: 'restricted', permissions: ['/twilio/messaging/messages/create'] }],
      oauthApps: [{ permissions: ['/twilio/messaging/messages/create'] }],
    },
    { status: 'suspended', apiKeys: [{ type: 'standard' }] },
  ],
} as const;
const twilio = await sharedEmulator({ seed: SEED });
const [, blind = twilio.account, suspended = twilio.account] = twilio.accounts;

async function verifier(): Promise<TwilioAuth> {
  const resolveAccount = async (): Promise<undefined> => undefined;
  const module = await compileWith({ environment: 'test', apiBaseUrl: twilio.url, resolveAccount });
  return module.get(TwilioAuth);
}

describe('A credential that is not configured', () => {
  it.each([
    ['OAuth', oauthAccount, { accountStatus: 'active' }, 2],
    [
      'a main key',
      (account: EmulatedAccount) => keyAccount(account, 'main', 'main'),
      { accountStatus: 'active' },
      1,
    ],
    [
      'a standard key',
      (account: EmulatedAccount) => keyAccount(account, 'standard', 'standard'),
      {},
      1,
    ],
    [
      'a restricted key',
      (account: EmulatedAccount) => keyAccount(account, 'restricted', 'restricted'),
      {},
      // The second asks for the policy of the key.
      2,
    ],
    [
      'a main key of undeclared type',
      (account: EmulatedAccount) => keyAccount(account, 'main'),
      { accountStatus: 'active' },
      2,
    ],
    [
      'a standard key of undeclared type',
      (account: EmulatedAccount) => keyAccount(account, 'standard'),
      {},
      2,
    ],
    ['an Auth Token', tokenAccount, { accountStatus: 'active' }, 1],
    ['test credentials', testAccount, {}, 1],
  ])('is accepted after the cheapest read: %s', async (_what, optionsOf, more, requests) => {
    const verification = await (await verifier()).verify(optionsOf(twilio.account));

    expect(verification).toEqual({ authenticated: true, message: expect.any(String), ...more });
    expect(twilio.requests).toHaveLength(requests);
    expect(
      twilio.requests.every(({ method, path }) => method === 'GET' || path === '/v2/token'),
    ).toBe(true);
  });

  it.each([
    ['a restricted key', () => keyAccount(blind, 'restricted', 'restricted'), LIST],
    ['an OAuth app', () => oauthAccount(blind), '/twilio/iam/accounts/read'],
  ])(
    'is authenticated although it lacks the permission to read: %s',
    async (_what, options, read) => {
      expect(await (await verifier()).verify(options())).toMatchObject({
        authenticated: true,
        missingPermission: read,
        code: 70051,
      });
    },
  );

  it.each([
    ['OAuth', oauthAccount, { code: 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED' }],
    [
      'a standard key',
      (account: EmulatedAccount) => keyAccount(account, 'standard', 'standard'),
      { status: 401, code: 20003 },
    ],
    [
      'a key of undeclared type',
      (account: EmulatedAccount) => keyAccount(account, 'main'),
      { status: 401, code: 20003 },
    ],
    ['an Auth Token', tokenAccount, { status: 401, code: 20003 }],
    ['test credentials', testAccount, { status: 401, code: 20003 }],
  ])(
    'is refused with a wrong secret, which the result does not contain: %s',
    async (_what, optionsOf, answer) => {
      const { accountSid, auth } = optionsOf(twilio.account);
      const wrong = 'a-wrong-secret-0123456789';
      const broken = { ...auth, clientSecret: wrong, keySecret: wrong, authToken: wrong } as Record<
        string,
        unknown
      >;
      for (const field of Object.keys(broken)) if (!(field in auth)) delete broken[field];
      const options = { accountSid, auth: broken as unknown as AuthOptions };
      const verification = await (await verifier()).verify(options);

      expect(verification).toMatchObject({ authenticated: false, ...answer });
      expect(JSON.stringify(verification)).not.toContain(wrong);
    },
  );

  it('is refused while its account is suspended', async () => {
    const auth = await verifier();
    const key = keyAccount(suspended, 'standard', 'standard');
    for (const options of [key, tokenAccount(suspended)]) {
      expect(await auth.verify(options)).toMatchObject({ authenticated: false, code: 20003 });
    }
  });

  it('is refused for an account that is not its own', async () => {
    const options = { ...keyAccount(twilio.account, 'standard'), accountSid: blind.sid };
    expect(await (await verifier()).verify(options)).toMatchObject({ authenticated: false });
  });

  it('is neither accepted nor refused if Twilio does not answer', async () => {
    const auth = await verifier();
    twilio.faults.inject({ kind: 'reset' });
    await expect(auth.verify(tokenAccount(twilio.account))).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CONNECTION_FAILED',
    });
    twilio.faults.clear();
    twilio.faults.inject({ kind: 'outage' });
    await expect(auth.verify(tokenAccount(twilio.account))).rejects.toMatchObject({ status: 503 });
  });

  it('is not tried if its options are invalid', async () => {
    const auth = await verifier();
    const broken = { ...keyAccount(twilio.account, 'main'), accountSid: 'AC1' };
    await expect(auth.verify(broken)).rejects.toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
    await expect(auth.verify({} as AccountOptions)).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CONFIG_INVALID',
    });
    expect(twilio.requests).toEqual([]);
  });

  it('is not tried if the policy does not allow it', async () => {
    withEnvironment({ NODE_ENV: 'production' });
    const module = await compile({
      imports: [TwilioAuthModule.forRoot(keyAccount(twilio.account, 'standard'))],
    });
    const verified = module.get(TwilioAuth).verify(tokenAccount(twilio.account));
    await expect(verified).rejects.toMatchObject({ code: 'TWILIO_AUTH_POLICY_VIOLATION' });
  });
});

describe('A configured account', () => {
  it('is tried by its name', async () => {
    const module = await compileWith({
      environment: 'test',
      apiBaseUrl: twilio.url,
      ...tokenAccount(twilio.account),
      accounts: { blind: keyAccount(blind, 'restricted', 'restricted') },
    });
    const auth = module.get(TwilioAuth);

    expect(await auth.verify()).toMatchObject({ authenticated: true, accountStatus: 'active' });
    expect(await auth.verify('blind')).toMatchObject({
      missingPermission: LIST,
    });
    await expect(auth.verify('blnd')).rejects.toThrow(/Did you mean "blind"/);
  });
});
