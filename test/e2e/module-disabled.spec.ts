import {
  TwilioAccessTokens,
  TwilioAccounts,
  TwilioAuth,
  TwilioAuthModule,
  TwilioClient,
  getTwilioToken,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { describe, expect, it } from 'vitest';
import { compile } from '#test/support/compile.js';
import { withEnvironment } from '#test/support/environment.js';
import { message } from '#test/support/message.js';

const SID = `AC${'1'.repeat(32)}`;
const disabled = { code: 'TWILIO_AUTH_DISABLED', retryable: false };

async function start(options: TwilioAuthModuleOptions = { enabled: false }) {
  return compile({
    imports: [TwilioAuthModule.forRoot(options), TwilioAuthModule.forFeature('billing')],
  });
}

describe('A disabled module', () => {
  it('starts in production without any credential', async () => {
    withEnvironment({
      NODE_ENV: 'production',
      TWILIO_AUTH_ENABLED: 'false',
      TWILIO_API_KEY: 'half a set',
    });
    const module = await start({});
    await expect(module.get(TwilioClient).messages.create(message)).rejects.toMatchObject(disabled);
  });

  it('can be injected everywhere, and every call rejects', async () => {
    const module = await start();
    const accounts = module.get(TwilioAccounts);
    const clients = [
      module.get(TwilioClient),
      module.get(getTwilioToken('billing'), { strict: false }) as TwilioClient,
      accounts.client('anything'),
      accounts.subaccount(SID),
    ];
    for (const client of clients) {
      await expect(client.messages.create(message)).rejects.toMatchObject(disabled);
      await expect(client.messages.list({ limit: 1 })).rejects.toMatchObject(disabled);
      await expect(client.lookups.v2.phoneNumbers('+1').fetch()).rejects.toMatchObject(disabled);
    }
    expect(accounts.names()).toEqual([]);
  });

  it('resolves no tenant', async () => {
    let resolved = 0;
    const resolveAccount = async (): Promise<undefined> => void (resolved += 1);
    const module = await start({ enabled: false, resolveAccount });

    await expect(module.get(TwilioAccounts).forTenant('acme')).rejects.toMatchObject(disabled);
    const token = { identity: 'alice', grants: { sync: { serviceSid: `IS${'1'.repeat(32)}` } } };
    const tokens = module.get(TwilioAccessTokens);
    await expect(tokens.issueForTenant('acme', token)).rejects.toMatchObject(disabled);
    expect(() => tokens.issue(token)).toThrow(expect.objectContaining(disabled));
    expect(resolved).toBe(0);
  });

  it('rejects to describe, verify or rotate', async () => {
    const auth = (await start()).get(TwilioAuth);
    expect(() => auth.describe()).toThrow(expect.objectContaining(disabled));
    await expect(auth.verify()).rejects.toMatchObject(disabled);
    const credential = { method: 'auth-token', authToken: 'x' } as const;
    await expect(auth.verify({ accountSid: SID, auth: credential })).rejects.toMatchObject(
      disabled,
    );
    await expect(auth.rotate('default', credential)).rejects.toMatchObject(disabled);
  });
});
