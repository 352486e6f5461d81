import { TwilioAuth, TwilioClient, type TwilioAuthModuleOptions } from 'nestjs-twilio-auth';
import type { EmulatedAccount } from 'twilio-auth-emulator';
import { describe, expect, it } from 'vitest';
import { keyAccount } from '#test/support/account-options.js';
import { cliFile, runCli } from '#test/support/cli.js';
import { compileWith } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';

const file = await cliFile();
const SEND = '/twilio/messaging/messages/create';
const LIST = '/twilio/messaging/messages/list';
const READ_KEYS = '/twilio/iam/api-keys/read';
const CREATE_KEYS = '/twilio/iam/api-keys/create';
const GRANTED = [CREATE_KEYS, READ_KEYS, LIST] as const;
const twilio = await sharedEmulator({
  seed: {
    accounts: [
      {
        apiKeys: [
          { type: 'main' },
          { type: 'standard' },
          { type: 'restricted', permissions: GRANTED },
        ],
      },
      { apiKeys: [{ type: 'restricted', permissions: [SEND] }] },
    ],
  },
});
const [account, blind = account] = twilio.accounts as [EmulatedAccount, EmulatedAccount?];
const message = { to: '+15551234567', from: '+15557654321', body: 'hi' };

const start = (options: TwilioAuthModuleOptions) =>
  compileWith({ environment: 'test', apiBaseUrl: twilio.url, ...options });
const restricted = (permissions?: readonly string[]): TwilioAuthModuleOptions => {
  const { auth, ...rest } = keyAccount(account, 'restricted');
  return { ...rest, auth: { ...auth, ...(permissions && { permissions }) } as never };
};

describe('verify()', () => {
  it('compares the policy of a restricted key with what is declared', async () => {
    const module = await start(restricted([SEND, LIST]));
    const verification = await module.get(TwilioAuth).verify();
    expect(verification).toMatchObject({
      authenticated: true,
      permissions: {
        granted: [...GRANTED].toSorted(),
        missing: [SEND],
        excess: [CREATE_KEYS],
        selfRaising: [CREATE_KEYS],
      },
    });
    expect(verification.message).toContain(`The key lacks: ${SEND}.`);
    expect(verification.message).toContain(`It can raise its own rights: ${CREATE_KEYS}.`);
  });

  it('compares it with what was used, where nothing is declared', async () => {
    const module = await start(restricted());
    const auth = module.get(TwilioAuth);
    expect((await auth.verify()).permissions).toMatchObject({ missing: [], excess: [] });
    await module
      .get(TwilioClient)
      .messages.create(message)
      .catch(() => undefined);
    expect((await auth.verify()).permissions).toMatchObject({
      missing: [SEND],
      excess: [CREATE_KEYS, LIST],
    });
  });

  it('does without where the key may not read its policy', async () => {
    const module = await start(keyAccount(blind, 'restricted', 'restricted'));
    const verification = await module.get(TwilioAuth).verify();
    expect(verification).toMatchObject({ authenticated: true, missingPermission: LIST });
    expect(verification).not.toHaveProperty('permissions');
  });

  it.each(['main', 'standard'] as const)('has nothing to compare for a %s key', async (type) => {
    for (const declared of [type, undefined]) {
      const module = await start(keyAccount(account, type, declared));
      expect(await module.get(TwilioAuth).verify()).not.toHaveProperty('permissions');
    }
  });
});

describe('doctor --probe', () => {
  it('prints how the policy of the key compares with the declared permissions', async () => {
    const { sid, secret } = account.apiKeys.restricted;
    const variables = {
      NODE_ENV: 'development',
      TWILIO_ACCOUNT_SID: account.sid,
      TWILIO_API_KEY: sid,
      TWILIO_API_SECRET: secret,
      TWILIO_API_KEY_PERMISSIONS: `${SEND},${LIST}`,
      TWILIO_API_BASE_URL: twilio.url,
    };
    const { code, stdout } = await runCli(file, ['doctor', '--probe', '--json'], { variables });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      probes: [{ permissions: { missing: [SEND], excess: [CREATE_KEYS] } }],
      accounts: [
        {
          fields: expect.arrayContaining([
            { path: 'auth.permissions', source: 'TWILIO_API_KEY_PERMISSIONS' },
          ]),
        },
      ],
    });
    const text = await runCli(file, ['doctor', '--probe'], { variables });
    expect(text.stdout).toContain(`The key lacks: ${SEND}.`);
  });
});

describe('report()', () => {
  it('has the policy to use where every call of a standard or main key fits a restricted one', async () => {
    for (const type of ['standard', 'main'] as const) {
      const module = await start(keyAccount(account, type, type));
      const verdictsOf = () =>
        module
          .get(TwilioAuth)
          .report()
          .production.verdicts.filter(({ rule }) => rule === 'key-cannot-be-least');
      expect(verdictsOf()).toEqual([]);
      await module.get(TwilioClient).messages.create(message);
      expect(verdictsOf()).toMatchObject([
        {
          severity: 'info',
          account: 'default',
          message: expect.stringContaining(`{"allow":["${SEND}"]}`),
        },
      ]);
      await module.get(TwilioClient).balance.fetch();
      expect(verdictsOf()).toEqual([]);
    }
  });
});
