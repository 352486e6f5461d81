import { Inject, Injectable, Module } from '@nestjs/common';
import {
  getTwilioToken,
  InjectTwilio,
  TwilioAccounts,
  TwilioAuthModule,
  TwilioClient,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { describe, expect, it } from 'vitest';
import { compile, keyOptions, oauthOptions } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { message } from '#test/support/message.js';

const twilio = await sharedEmulator();

const options = (): TwilioAuthModuleOptions => keyOptions(twilio, twilio.account);

describe('the injected client', () => {
  @Injectable()
  class Reminders {
    constructor(@Inject(TwilioClient) readonly client: TwilioClient) {}
  }

  @Module({ providers: [Reminders] })
  class RemindersModule {}

  it('is available in every module, without importing TwilioAuthModule there', async () => {
    const module = await compile({
      imports: [TwilioAuthModule.forRoot(options()), RemindersModule],
    });
    expect(module.get(Reminders, { strict: false }).client).toBe(module.get(TwilioClient));
  });

  it('is available only in modules that import TwilioAuthModule, with isGlobal: false', async () => {
    const local = TwilioAuthModule.forRoot({ ...options(), isGlobal: false });
    await expect(compile({ imports: [local, RemindersModule] })).rejects.toThrow(/TwilioClient/);
    const module = await compile({ imports: [local], providers: [Reminders] });
    expect(module.get(Reminders).client).toBe(module.get(TwilioClient));
  });

  it('is that of a named account with @InjectTwilio(name)', async () => {
    @Injectable()
    class Invoices {
      constructor(
        @InjectTwilio('billing') readonly billing: TwilioClient,
        @InjectTwilio() readonly standard: TwilioClient,
      ) {}
    }

    @Module({ imports: [TwilioAuthModule.forFeature('billing')], providers: [Invoices] })
    class InvoicesModule {}

    const { accountSid, auth } = oauthOptions(twilio, twilio.account);
    const root = TwilioAuthModule.forRoot({
      ...options(),
      accounts: { billing: { accountSid, auth } },
    });
    const module = await compile({ imports: [root, InvoicesModule] });
    const { billing, standard } = module.get(Invoices, { strict: false });
    await billing.messages.create(message);
    await standard.messages.create(message);

    const kinds = twilio.requests.map(({ credential }) => credential.kind);
    expect(kinds).toEqual(['none', 'oauth', 'api-key']);
    expect(billing).toBe(module.get(TwilioAccounts).client('billing'));
    expect(module.get(getTwilioToken('billing'), { strict: false })).toBe(billing);
    expect(module.get(TwilioAccounts).names()).toEqual(['default', 'billing']);
  });

  it.each([
    [
      'biling',
      'There is no account "biling". Did you mean "billing"? Configured: default, billing.',
    ],
    ['warehouse', 'There is no account "warehouse". Configured: default, billing.'],
  ])('stops the start if there is no account %j, and says which there are', async (name, words) => {
    const { accountSid, auth } = keyOptions(twilio, twilio.account);
    const accounts = { billing: { accountSid, auth } };
    const root = TwilioAuthModule.forRoot({ ...options(), accounts });
    const starting = compile({ imports: [root, TwilioAuthModule.forFeature(name)] });

    await expect(starting).rejects.toMatchObject({
      code: 'TWILIO_AUTH_ACCOUNT_UNKNOWN',
      message: words,
    });
  });

  it('rejects every call of the default account if only named accounts are configured', async () => {
    const { accountSid, auth, ...shared } = keyOptions(twilio, twilio.account);
    const module = await compile({
      imports: [
        TwilioAuthModule.forRoot({ ...shared, accounts: { billing: { accountSid, auth } } }),
      ],
    });
    await expect(module.get(TwilioClient).messages.create(message)).rejects.toMatchObject({
      code: 'TWILIO_AUTH_ACCOUNT_UNKNOWN',
    });
    await module.get(TwilioAccounts).client('billing').messages.create(message);
    expect(twilio.requests).toHaveLength(1);
  });
});
