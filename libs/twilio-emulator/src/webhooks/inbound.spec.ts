import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReceiver } from '../../test/support/receiver.js';
import type { Receiver } from '../../test/support/receiver.js';
import { basic, send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

describe('inbound messages and calls', () => {
  let twilio: TwilioEmulator;
  let app: Receiver;
  beforeEach(async () => {
    app = await startReceiver('<Response/>');
    twilio = await TwilioEmulator.start();
  });
  afterEach(async () => {
    await twilio.stop();
    await app[Symbol.asyncDispose]();
  });

  const configure = async (form: Record<string, string>): Promise<void> => {
    const { sid, authToken } = twilio.account;
    const authorization = basic(sid, authToken);
    const path = `/2010-04-01/Accounts/${sid}/IncomingPhoneNumbers`;
    const { json } = await send(twilio, `${path}.json`, { authorization });
    const [number] = json['incoming_phone_numbers'] as [{ sid: string }];
    const answer = await send(twilio, `${path}/${number.sid}.json`, { authorization, form });
    expect(answer.status, answer.text).toBe(200);
  };
  const message = { from: '+15551234567', body: 'hello' };

  it('come with the method of their number', async () => {
    await configure({ SmsUrl: `${app.url}/sms`, SmsMethod: 'GET', VoiceUrl: `${app.url}/voice` });
    await twilio.webhooks.inboundMessage(message);
    await twilio.webhooks.inboundCall({ from: '+15551234567' });
    expect(app.received.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(app.received[0]?.url).toContain('/sms?');
  });

  it('go to the fallback when the application does not answer', async () => {
    await configure({
      SmsUrl: 'http://127.0.0.1:1/sms',
      SmsFallbackUrl: `${app.url}/fallback`,
      SmsFallbackMethod: 'GET',
    });
    const delivery = await twilio.webhooks.inboundMessage(message);
    expect(delivery.status).toBe(200);
    expect(twilio.webhooks.deliveries).toHaveLength(2);
    const url = new URL(app.received[0]?.url ?? '', app.url);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      Body: 'hello',
      ErrorCode: '11200',
      ErrorUrl: 'http://127.0.0.1:1/sms',
    });
  });

  it('do not go to the fallback when the application answers', async () => {
    await configure({ VoiceUrl: `${app.url}/voice`, VoiceFallbackUrl: `${app.url}/fallback` });
    await twilio.webhooks.inboundCall({ from: '+15551234567' });
    expect(app.received.map(({ url }) => url)).toEqual(['/voice']);
  });

  it('need a URL for a number with a TwiML application or a trunk', async () => {
    await configure({
      SmsUrl: `${app.url}/sms`,
      SmsApplicationSid: `AP${'a'.repeat(32)}`,
      VoiceUrl: `${app.url}/voice`,
      TrunkSid: `TK${'b'.repeat(32)}`,
    });
    await expect(twilio.webhooks.inboundMessage(message)).rejects.toThrow(/APa+, which is not/);
    await expect(twilio.webhooks.inboundCall({ from: '+1555' })).rejects.toThrow(/TKb+, which/);
    const url = `${app.url}/given`;
    await twilio.webhooks.inboundMessage({ ...message, url });
    expect(app.received.map((webhook) => webhook.url)).toEqual(['/given']);
  });
});
