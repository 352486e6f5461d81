import { TwilioAuthEvents, TwilioAuthModule, TwilioClient, TwilioMedia } from 'nestjs-twilio-auth';
import type { TwilioAuthEventMap, TwilioAuthModuleOptions } from 'nestjs-twilio-auth';
import { describe, expect, it } from 'vitest';
import { startApp } from '#test/support/app.js';
import { sharedEmulator } from '#test/support/emulator.js';

type Called = TwilioAuthEventMap['api.called'];

const twilio = await sharedEmulator();
const { sid: keySid, secret: keySecret } = twilio.account.apiKeys.standard;
const MESSAGES = '/2010-04-01/Accounts/{AccountSid}/Messages.json';

/** An application, and the calls that it reports. */
async function useApp(options: Partial<TwilioAuthModuleOptions> = {}) {
  const running = await startApp({
    imports: [
      TwilioAuthModule.forRoot({
        accountSid: twilio.account.sid,
        auth: { method: 'api-key', keySid, keySecret, keyType: 'standard' },
        apiBaseUrl: twilio.url,
        environment: 'development',
        ...options,
      }),
    ],
  });
  const called: Called[] = [];
  running.app.get(TwilioAuthEvents).on('api.called', (event) => called.push(event));
  const client = running.app.get(TwilioClient);
  return { running, client, called, [Symbol.asyncDispose]: () => running.app.close() };
}

const message = { to: '+15551234567', from: twilio.account.phoneNumber, body: 'Hello' };

describe('api.called', () => {
  it('names the call by its kind, its status and its time', async () => {
    await using app = await useApp();
    const { sid } = await app.client.messages.create(message);
    await app.client.messages(sid).fetch();
    const call = { account: 'default', host: 'api.twilio.com', attempts: 1 };
    expect(app.called).toMatchObject([
      { ...call, method: 'POST', path: MESSAGES, status: 201 },
      { ...call, method: 'GET', path: MESSAGES.replace('.', '/{Sid}.'), status: 200 },
    ]);
    for (const { tookMs } of app.called) expect(tookMs).toBeGreaterThan(0);
  });

  it("has Twilio's code when the answer is an error", async () => {
    await using app = await useApp();
    await expect(app.client.messages.create({ ...message, to: '1' })).rejects.toThrow();
    expect(app.called).toMatchObject([{ method: 'POST', status: 400, twilioCode: 21211 }]);
  });

  it('comes once for a call that was tried several times', async () => {
    await using app = await useApp();
    const fault = twilio.faults.inject({ kind: 'outage', times: 2 });
    await app.client.messages.list({ limit: 1 });
    fault.remove();
    expect(app.called).toMatchObject([{ status: 200, attempts: 3 }]);
  });

  it('says why there is no answer', async () => {
    await using app = await useApp({ apiBaseUrl: 'http://127.0.0.1:1', http: { retries: 1 } });
    await expect(app.client.messages.create(message)).rejects.toThrow('was not sent');
    expect(app.called).toEqual([
      {
        account: 'default',
        method: 'POST',
        host: 'api.twilio.com',
        path: MESSAGES,
        code: 'TWILIO_AUTH_CONNECTION_FAILED',
        reason: 'ECONNREFUSED',
        attempts: 2,
        tookMs: expect.any(Number),
      },
    ]);
  });

  it('does not come for a call that was refused before it was sent', async () => {
    await using app = await useApp();
    await expect(app.client.api.v2010.accounts(twilio.account.sid).fetch()).rejects.toThrow();
    expect(app.called).toEqual([]);
  });

  it('comes for calls of a custom HTTP client, and for downloads', async () => {
    const request = async (): Promise<object> => ({ statusCode: 200, body: {}, headers: {} });
    await using custom = await useApp({ http: { httpClient: { request } } });
    await custom.client.request({ method: 'get', uri: 'https://lookups.twilio.com/v2/x' });
    expect(custom.called).toMatchObject([
      { method: 'GET', path: '/v2/{value}', status: 200, attempts: 1 },
    ]);

    await using app = await useApp();
    const url = `https://api.twilio.com/2010-04-01/Accounts/${twilio.account.sid}/Messages.json`;
    const { stream } = await app.running.app.get(TwilioMedia).download(url);
    stream.destroy();
    expect(app.called).toMatchObject([{ method: 'GET', path: MESSAGES, status: 200 }]);
  });

  it('changes nothing about a call whose listener throws', async () => {
    await using app = await useApp();
    app.running.app.get(TwilioAuthEvents).on('api.called', () => {
      throw new Error('a broken dashboard');
    });
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    await app.client.messages.list({ limit: 1 });
    expect((await warned).message).toBe('a broken dashboard');
  });
});
