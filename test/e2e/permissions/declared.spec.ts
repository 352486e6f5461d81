import { Logger } from '@nestjs/common';
import {
  TwilioAuth,
  TwilioAuthEvents,
  TwilioClient,
  TwilioPermissions,
  type AuthOptions,
  type TwilioAuthModuleOptions,
  type TwilioPermission,
} from 'nestjs-twilio-auth';
import { permissionFor } from 'twilio-permissions';
import { describe, expect, it, vi } from 'vitest';
import { compileWith } from '#test/support/compile.js';
import { keyAccount, oauthAccount, type GivenAccount } from '#test/support/account-options.js';
import { sharedEmulator } from '#test/support/emulator.js';

const SEND = '/twilio/messaging/messages/create';
const READ = '/twilio/messaging/messages/read';
const twilio = await sharedEmulator({
  seed: {
    accounts: [
      {
        apiKeys: [{ type: 'restricted', permissions: [SEND] }],
        oauthApps: [{ permissions: [SEND] }],
      },
    ],
  },
});
const { account } = twilio;
const message = { to: '+15551234567', from: '+15557654321', body: 'hi' };
const SID = `SM${'1'.repeat(32)}`;

const start = (
  { auth, ...rest }: GivenAccount,
  permissions: readonly TwilioPermission[],
  more: TwilioAuthModuleOptions = {},
) => {
  const declared = { ...auth, permissions } as AuthOptions;
  const module = { environment: 'test', apiBaseUrl: twilio.url };
  return compileWith({ ...module, ...rest, auth: declared, ...more });
};

describe.each([
  ['a restricted key', keyAccount(account, 'restricted')],
  ['an OAuth app', oauthAccount(account)],
])('The declared permissions of %s', (_what, options) => {
  it('refuse a call outside them before it is sent, with the name and the remedy', async () => {
    const module = await start(options, [SEND]);
    const refused: unknown[] = [];
    module.get(TwilioAuthEvents).on('capability.refused', (event) => refused.push(event));
    await expect(module.get(TwilioClient).messages(SID).fetch()).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CAPABILITY',
      reason: 'declared-permissions',
      message: expect.stringContaining(`It needs ${READ}.`),
      hint: expect.stringContaining(`npx nestjs-twilio-auth permissions --add ${READ}`),
    });
    expect(twilio.requests.total).toBe(0);
    expect(refused).toMatchObject([{ rule: 'declared-permissions' }]);
    // The application needs it all the same.
    expect(module.get(TwilioPermissions).used().permissions).toEqual([READ]);
  });

  it('allow what they list, and what a wildcard of theirs stands for', async () => {
    const module = await start(options, ['/twilio/messaging/messages/*']);
    await module.get(TwilioClient).messages.create(message);
    expect(twilio.requests.total).toBeGreaterThan(0);
  });

  it('say so where Twilio refuses what they list', async () => {
    const module = await start(options, [READ]);
    await expect(module.get(TwilioClient).messages(SID).fetch()).rejects.toMatchObject({
      code: 70051,
      details: { hint: expect.stringContaining('It is declared') },
    });
  });

  it('do not stop the probes of the library', async () => {
    const module = await start(options, [SEND]);
    expect(await module.get(TwilioAuth).verify()).toMatchObject({ authenticated: true });
  });
});

describe('Declared permissions', () => {
  it('never refuse a call whose permission is only derived from its name', async () => {
    const path = `/2010-04-01/Accounts/${account.sid}/Addresses.json`;
    const needed = permissionFor({ method: 'POST', host: 'api.twilio.com', path });
    expect(needed).toMatchObject({ evidence: 'derived-by-name' });
    const module = await start(keyAccount(account, 'restricted'), [SEND]);
    await module
      .get(TwilioClient)
      .request({ method: 'post', uri: `https://api.twilio.com${path}` });
    expect(twilio.requests.total).toBe(1);
  });

  it('only warn with capabilityCheck "warn", and nothing with "off"', async () => {
    const warned = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    for (const capabilityCheck of ['warn', 'off'] as const) {
      const module = await start(keyAccount(account, 'restricted'), [SEND], { capabilityCheck });
      await expect(module.get(TwilioClient).messages(SID).fetch()).rejects.toMatchObject({
        code: 70051,
      });
    }
    expect(warned.mock.calls.flat().filter((line) => String(line).includes(READ))).toHaveLength(1);
  });

  it('warn of names that Twilio does not know, with the nearest, and of no unpublished one', async () => {
    const module = await start(keyAccount(account, 'restricted'), [
      '/twilio/phone-numbers/incoming-phone-numbers/read',
      '/twilio/serverless/anything/read',
      '/twilio/billing/usage/*',
    ]);
    const verdicts = module.get(TwilioAuth).report().verdicts;
    expect(verdicts.filter(({ rule }) => rule === 'unknown-permission')).toMatchObject([
      {
        severity: 'warning',
        message: expect.stringMatching(
          /incoming-phone-numbers\/read" \(did you mean "\/twilio\/phone-numbers\/active-numbers\/read"\?\), "\/twilio\/billing\/usage\/\*"/,
        ),
      },
    ]);
    expect(JSON.stringify(verdicts)).not.toContain('serverless');
  });
});
