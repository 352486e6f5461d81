import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReceiver } from '../../test/support/receiver.js';
import { basic, send } from '../../test/support/send.js';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';

// https://www.twilio.com/docs/messaging/services
describe('messaging services', () => {
  let twilio: TwilioEmulator;
  let client: ReturnType<typeof sdk>;
  beforeEach(async () => {
    twilio = await TwilioEmulator.start({ stepMs: 20 });
    client = sdk(twilio, twilio.account.sid, twilio.account.authToken);
  });
  afterEach(() => twilio.stop());

  const serviceWith = async (phoneNumbers: readonly string[], settings = {}): Promise<string> => {
    const { sid } = await client.messaging.v1.services.create({
      friendlyName: 'Shop',
      ...settings,
    });
    for (const phoneNumber of phoneNumbers) {
      const number = await client.incomingPhoneNumbers.create({ phoneNumber });
      const { phoneNumbers: senders } = client.messaging.v1.services(sid);
      await senders.create({ phoneNumberSid: number.sid });
    }
    return sid;
  };
  const sendFrom = (messagingServiceSid: string, to = '+14155551234') =>
    client.messages.create({ messagingServiceSid, to, body: 'x' });

  it('are created, listed, changed and deleted', async () => {
    const { services } = client.messaging.v1;
    const service = await services.create({ friendlyName: 'Shop', stickySender: false });
    expect(service).toMatchObject({
      friendlyName: 'Shop',
      stickySender: false,
      usecase: 'undeclared',
    });
    expect(service.inboundRequestUrl).toBeNull();
    const changed = await services(service.sid).update({ usecase: 'marketing' });
    expect(changed).toMatchObject({ usecase: 'marketing', stickySender: false });
    expect((await services.list()).map(({ sid }) => sid)).toEqual([service.sid]);
    await services(service.sid).remove();
    await expect(services(service.sid).fetch()).rejects.toMatchObject({ code: 20404 });
  });

  it('send from one of their numbers, which shows once the message is on its way', async () => {
    const service = await serviceWith(['+12125550100', '+14155550100']);
    const { sid, from, status } = await sendFrom(service);
    expect({ from, status }).toEqual({ from: null, status: 'accepted' });
    twilio.clock.advance(1_000);
    const sent = await client.messages(sid).fetch();
    expect(sent).toMatchObject({ from: '+14155550100', status: 'delivered' });
    expect(sent.messagingServiceSid).toBe(service);
  });

  it('keep the sender of a recipient, unless they are told not to', async () => {
    const service = await serviceWith(['+12125550100'], { areaCodeGeomatch: false });
    const fromOf = async (): Promise<string> => {
      const { sid } = await sendFrom(service);
      twilio.clock.advance(1_000);
      return (await client.messages(sid).fetch()).from;
    };
    expect(await fromOf()).toBe('+12125550100');
    const near = await client.incomingPhoneNumbers.create({ phoneNumber: '+14155550100' });
    const { phoneNumbers } = client.messaging.v1.services(service);
    await phoneNumbers.create({ phoneNumberSid: near.sid });
    await client.messaging.v1.services(service).update({ areaCodeGeomatch: true });
    expect(await fromOf()).toBe('+12125550100');
    await client.messaging.v1.services(service).update({ stickySender: false });
    expect(await fromOf()).toBe('+14155550100');
  });

  it('have a number in one service only, and none that is not owned', async () => {
    const [first, second] = [await serviceWith(['+12125550100']), await serviceWith([])];
    const [sender] = await client.messaging.v1.services(first).phoneNumbers.list();
    const add = (service: string, phoneNumberSid = sender?.sid ?? '') =>
      client.messaging.v1.services(service).phoneNumbers.create({ phoneNumberSid });
    await expect(add(first)).rejects.toMatchObject({ code: 21710 });
    await expect(add(second)).rejects.toMatchObject({ code: 21712 });
    await expect(add(second, `PN${'a'.repeat(32)}`)).rejects.toMatchObject({ code: 20404 });
    await client.messaging.v1
      .services(first)
      .phoneNumbers(sender?.sid ?? '')
      .remove();
    expect((await add(second)).countryCode).toBe('US');
    await client.incomingPhoneNumbers(sender?.sid ?? '').remove();
    expect(await client.messaging.v1.services(second).phoneNumbers.list()).toEqual([]);
  });

  it('refuse to send without a number, and where they do not exist', async () => {
    await expect(sendFrom(await serviceWith([]))).rejects.toMatchObject({ code: 21704 });
    await expect(sendFrom(`MG${'a'.repeat(32)}`)).rejects.toMatchObject({ code: 21701 });
  });

  it('have webhooks of their own', async () => {
    await using app = await startReceiver('<Response/>');
    const service = await serviceWith(['+12125550100'], {
      inboundRequestUrl: `${app.url}/service`,
      statusCallback: `${app.url}/status`,
    });
    await sendFrom(service);
    await twilio.webhooks.idle();
    const inbound = { from: '+15551234567', to: '+12125550100', body: 'x' };
    await twilio.webhooks.inboundMessage(inbound);
    const urls = app.received.map(({ url }) => url);
    expect(urls).toEqual(['/status', '/status', '/status', '/service']);
    expect(app.received[0]?.body).toContain('MessageStatus=accepted');
    expect(app.received[3]?.body).toContain(`MessagingServiceSid=${service}`);
    const settings = { useInboundWebhookOnNumber: true };
    await client.messaging.v1.services(service).update(settings);
    await expect(twilio.webhooks.inboundMessage(inbound)).rejects.toThrow('has no SmsUrl');
  });

  it.each(['smartEncoding', 'mmsConverter', 'fallbackToLongCode', 'synchronousValidation'])(
    'are not emulated where %s is set, which nothing here follows',
    async (setting) => {
      const service = await serviceWith([]);
      const change = client.messaging.v1.services(service).update({ [setting]: false });
      const name = setting.replace(/^./, (letter) => letter.toUpperCase());
      await expect(change).rejects.toMatchObject({
        status: 501,
        message: expect.stringContaining(`does not emulate ${name} of POST /v1/Services/`),
      });
    },
  );

  it('need their own permissions', async () => {
    const { sid, secret } = twilio.account.apiKeys.restricted;
    const { json } = await send(twilio, '/v1/Services', { authorization: basic(sid, secret) });
    expect(json['message']).toContain('twilio/messaging/services/list');
  });
});
