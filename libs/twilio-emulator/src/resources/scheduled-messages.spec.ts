import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReceiver } from '../../test/support/receiver.js';
import type { Receiver } from '../../test/support/receiver.js';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';

const HOUR_MS = 3_600_000;

// https://www.twilio.com/docs/messaging/features/message-scheduling
describe('scheduled messages', () => {
  let twilio: TwilioEmulator;
  let app: Receiver;
  let client: ReturnType<typeof sdk>;
  let messagingServiceSid: string;
  beforeEach(async () => {
    app = await startReceiver('');
    twilio = await TwilioEmulator.start({ stepMs: 5 });
    client = sdk(twilio, twilio.account.sid, twilio.account.authToken);
    const service = await client.messaging.v1.services.create({ friendlyName: 'Shop' });
    const [number] = await client.incomingPhoneNumbers.list();
    const { phoneNumbers } = client.messaging.v1.services(service.sid);
    await phoneNumbers.create({ phoneNumberSid: number?.sid ?? '' });
    messagingServiceSid = service.sid;
  });
  afterEach(async () => {
    await twilio.stop();
    await app[Symbol.asyncDispose]();
  });

  const schedule = (inMs: number, changes = {}) =>
    client.messages.create({
      to: '+15551234567',
      messagingServiceSid,
      body: 'later',
      scheduleType: 'fixed',
      sendAt: new Date(twilio.clock.now() + inMs),
      statusCallback: `${app.url}/status`,
      ...changes,
    });

  it('are sent when the time has come', async () => {
    const { sid, status, from } = await schedule(HOUR_MS);
    expect({ status, from }).toEqual({ status: 'scheduled', from: null });
    await twilio.webhooks.idle();
    twilio.clock.advance(HOUR_MS / 2);
    expect(await client.messages(sid).fetch()).toMatchObject({
      status: 'scheduled',
      dateSent: null,
    });
    expect(app.received).toEqual([]);
    twilio.clock.advance(HOUR_MS / 2);
    await twilio.webhooks.idle();
    const statuses = app.received.map(({ body }) => new URLSearchParams(body).get('MessageStatus'));
    expect(statuses).toEqual(['accepted', 'sent', 'delivered']);
    twilio.clock.advance(1_000);
    const sent = await client.messages(sid).fetch();
    expect(sent.from).toBe(twilio.account.phoneNumber);
    expect(sent.dateSent.getTime()).toBeGreaterThan(sent.dateCreated.getTime());
  });

  it('are not sent once they are cancelled', async () => {
    const { sid } = await schedule(HOUR_MS);
    expect((await client.messages(sid).update({ status: 'canceled' })).status).toBe('canceled');
    await twilio.webhooks.idle();
    // The callback comes at once, not when the message would have been sent.
    expect(app.received).toHaveLength(1);
    twilio.clock.advance(2 * HOUR_MS);
    await twilio.webhooks.idle();
    expect((await client.messages(sid).fetch()).status).toBe('canceled');
    const statuses = app.received.map(({ body }) => new URLSearchParams(body).get('MessageStatus'));
    expect(statuses).toEqual(['canceled']);
    await expect(client.messages(sid).update({ status: 'canceled' })).rejects.toMatchObject({
      code: 30409,
    });
  });

  it.each<[string, number, Record<string, unknown>, number]>([
    ['14 minutes ahead', 14 * 60_000, {}, 35114],
    ['36 days ahead', 36 * 24 * HOUR_MS, {}, 35114],
    ['without a service', HOUR_MS, { messagingServiceSid: undefined, from: '+15005550010' }, 35118],
    ['without a time', HOUR_MS, { sendAt: undefined }, 35111],
    ['without a type', HOUR_MS, { scheduleType: undefined }, 20001],
  ])('are refused %s', async (_title, inMs, changes, code) => {
    await expect(schedule(inMs, changes)).rejects.toMatchObject({ status: 400, code });
  });
});
