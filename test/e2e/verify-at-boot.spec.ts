import { Logger } from '@nestjs/common';
import { TwilioAuthModule, TwilioClient, type TwilioAuthModuleOptions } from 'nestjs-twilio-auth';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startApp } from '#test/support/app.js';
import { sharedEmulator } from '#test/support/emulator.js';

const twilio = await sharedEmulator();
const { sid: keySid, secret: keySecret } = twilio.account.apiKeys.standard;
const accountSid = twilio.account.sid;
const valid = { method: 'api-key', keySid, keySecret, keyType: 'standard' } as const;
const wrong = { ...valid, keySecret: 'a-secret-that-was-revoked' } as const;

let logged: [level: string, message: string][];
beforeEach(() => {
  logged = [];
  for (const level of ['log', 'warn'] as const) {
    vi.spyOn(Logger.prototype, level).mockImplementation((message: string) => {
      logged.push([level, message]);
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Starts an application that then listens, and stops it. */
async function start(options: Partial<TwilioAuthModuleOptions>): Promise<void> {
  const defaults = { accountSid, auth: valid, apiBaseUrl: twilio.url, environment: 'development' };
  const module = TwilioAuthModule.forRoot({ ...defaults, ...options });
  const { app } = await startApp({ imports: [module] });
  app.get(TwilioClient);
  await app.close();
}

const found = (text: string) => logged.filter(([, message]) => message.includes(text));

describe('verifyAtBoot', () => {
  it('refuse: stops the start, and names every account that Twilio rejects', async () => {
    const accounts = {
      billing: { accountSid, auth: wrong },
      support: { accountSid, auth: valid },
    };
    const starting = start({ auth: wrong, accounts, verifyAtBoot: 'refuse' });
    const error = await starting.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'TWILIO_AUTH_CREDENTIAL_REFUSED',
      reason: 'rejected-at-boot',
    });
    const text = String(error);
    expect(text).toContain('Twilio rejects 2 of 3 credentials');
    expect(text).toMatch(/- default: .*\n- billing: /);
    expect(text).not.toContain('support');
    expect(text).not.toContain(wrong.keySecret);
  });

  it('refuse: lets a valid credential start, and logs that it was accepted', async () => {
    await start({ verifyAtBoot: 'refuse' });
    expect(found('was accepted')).toEqual([['log', expect.stringContaining('default: ')]]);
  });

  it('warn: logs a rejected credential, and starts', async () => {
    await start({ auth: wrong, verifyAtBoot: 'warn' });
    expect(found('Twilio refused the credential')).toMatchObject([['warn', expect.any(String)]]);
  });

  it('starts where Twilio gives no answer, and logs that', async () => {
    const http = { retries: 0 };
    await start({ apiBaseUrl: 'http://127.0.0.1:1', http, verifyAtBoot: 'refuse' });
    expect(found('ECONNREFUSED')).toMatchObject([['warn', expect.any(String)]]);
  });

  it('off is the default: no call is made', async () => {
    const before = twilio.requests.total;
    await start({ auth: wrong });
    expect(twilio.requests.total).toBe(before);
  });

  it('TWILIO_AUTH_VERIFY_AT_BOOT is the same, and must be one of its words', async () => {
    vi.stubEnv('TWILIO_AUTH_VERIFY_AT_BOOT', 'refuse');
    await expect(start({ auth: wrong })).rejects.toThrow('Twilio rejects 1 of 1');
    vi.stubEnv('TWILIO_AUTH_VERIFY_AT_BOOT', 'yes');
    await expect(start({})).rejects.toThrow('TWILIO_AUTH_VERIFY_AT_BOOT');
  });
});
