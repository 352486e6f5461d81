import { TwilioEmulator } from 'twilio-auth-emulator';
import { describe, expect, it } from 'vitest';
import { SampleProcess } from '#test/support/sample-process.js';

const MESSAGE = { to: '+15551234567', body: 'hi' };
// A first start compiles both libraries and the sample.
const STARTING = { timeout: 120_000 };

describe('The sample, started with `npm start`', STARTING, () => {
  it('sends a message by OAuth without a Twilio account, and shows the method and why', async () => {
    await using sample = await SampleProcess.start();

    const sent = await sample.call('POST', '/messages', MESSAGE);
    expect(sent).toMatchObject({ status: 201, body: { sid: expect.stringMatching(/^SM\w{32}$/) } });

    const { body: auth } = await sample.call('GET', '/auth');
    expect(auth).toMatchObject({
      method: 'oauth',
      because: expect.stringContaining('strongest fully configured'),
      environment: { name: 'development', isProduction: false },
      token: { state: 'fresh' },
      inProduction: { ok: false, verdicts: [{ rule: 'api-base-url', severity: 'error' }] },
      permissions: {
        policy: {
          allow: ['/twilio/messaging/messages/create', '/twilio/phone-numbers/active-numbers/list'],
        },
      },
    });
    expect(sample.output).toContain(sample.url.replace('127.0.0.1', 'localhost'));
  });

  it.each(['api-key', 'auth-token', 'test'])('sends by method %s if it is set', async (method) => {
    await using sample = await SampleProcess.start({ TWILIO_AUTH_METHOD: method });

    const sent = await sample.call('POST', '/messages', MESSAGE);
    expect(sent).toMatchObject({ status: 201, body: { sid: expect.stringMatching(/^SM\w{32}$/) } });

    const { body: auth } = await sample.call('GET', '/auth');
    expect(auth).toMatchObject({ method, because: `TWILIO_AUTH_METHOD names ${method}` });
  });

  it('uses the credentials it is given, and starts no emulator then', async () => {
    await using twilio = await TwilioEmulator.start();
    await using sample = await SampleProcess.start({
      NODE_ENV: 'development',
      ...twilio.env('api-key'),
      TWILIO_WEBHOOK_SIGNING_KEYS: twilio.account.authToken,
    });

    const sent = await sample.call('POST', '/messages', MESSAGE);

    expect(sent.status).toBe(201);
    expect(twilio.requests.at(-1)).toMatchObject({ method: 'POST', status: 201 });
    expect((await sample.call('PUT', '/emulator/faults/slow')).status).toBe(404);
  });

  it('answers an invalid message with 400 and the reason, without a call to Twilio', async () => {
    await using sample = await SampleProcess.start();
    const answer = await sample.call('POST', '/messages', { to: '555', body: 'hi' });
    expect(answer).toMatchObject({
      status: 400,
      body: { message: ['to must be a phone number such as +15551234567'] },
    });
  });
});
