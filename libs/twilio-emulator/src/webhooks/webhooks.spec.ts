import twilioSdk from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReceiver } from '../../test/support/receiver.js';
import type { Receiver, ReceivedWebhook } from '../../test/support/receiver.js';
import { basic, send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

describe('webhooks', () => {
  let twilio: TwilioEmulator;
  let app: Receiver;
  beforeEach(async () => {
    app = await startReceiver('<Response><Message>hello</Message></Response>');
    twilio = await TwilioEmulator.start({
      seed: {
        accounts: [
          {
            secondaryAuthToken: 'b'.repeat(32),
            sharedKeys: [{ name: 'orders', secret: 'shared secret' }],
            phoneNumbers: [
              {
                phoneNumber: '+15005550010',
                smsUrl: `${app.url}/sms`,
                voiceUrl: `${app.url}/voice`,
              },
            ],
            testCredentials: {},
          },
        ],
      },
      stepMs: 1,
    });
  });
  afterEach(async () => {
    await twilio.stop();
    await app[Symbol.asyncDispose]();
  });

  const isSignedBy = (secret: string, { url, headers, body }: ReceivedWebhook): boolean =>
    twilioSdk.validateRequest(
      secret,
      String(headers['x-twilio-signature']),
      app.url + url,
      Object.fromEntries(new URLSearchParams(body)),
    );
  const create = (resource: string, form: Record<string, string> | [string, string][]) => {
    const { sid, authToken } = twilio.account;
    return send(twilio, `/2010-04-01/Accounts/${sid}/${resource}.json`, {
      authorization: basic(sid, authToken),
      form,
    });
  };
  const said = (name: string): (string | null)[] =>
    app.received.map(({ body }) => new URLSearchParams(body).get(name));

  it('report the status of a message in order, signed with the primary Auth Token', async () => {
    const { json } = await create('Messages', {
      To: '+15551234567',
      From: '+15005550010',
      Body: 'hi',
      StatusCallback: `${app.url}/status?a=1`,
    });
    await twilio.webhooks.idle();
    expect(said('MessageStatus')).toEqual(['queued', 'sent', 'delivered']);
    expect(said('MessageSid')).toEqual([json['sid'], json['sid'], json['sid']]);
    for (const webhook of app.received) {
      expect(webhook.method).toBe('POST');
      expect(isSignedBy(twilio.account.authToken, webhook)).toBe(true);
      expect(isSignedBy('b'.repeat(32), webhook)).toBe(false);
    }
  });

  it('report the requested events of a call, and fetch its instructions', async () => {
    await create('Calls', [
      ['To', '+15551234567'],
      ['From', '+15005550010'],
      ['Url', `${app.url}/twiml`],
      ['StatusCallback', `${app.url}/status`],
      ['StatusCallbackEvent', 'ringing'],
      ['StatusCallbackEvent', 'completed'],
    ]);
    await twilio.webhooks.idle();
    expect(app.received.map(({ url }) => url)).toEqual(['/status', '/twiml', '/status']);
    expect(said('CallStatus')).toEqual(['ringing', 'in-progress', 'completed']);
  });

  it('are never sent for test credentials', async () => {
    const { accountSid, authToken } = twilio.account.testCredentials;
    const { status } = await send(twilio, `/2010-04-01/Accounts/${accountSid}/Messages.json`, {
      authorization: basic(accountSid, authToken),
      form: {
        To: '+15551234567',
        From: '+15005550006',
        Body: 'hi',
        StatusCallback: `${app.url}/status`,
      },
    });
    await twilio.webhooks.idle();
    expect([status, app.received.length]).toEqual([201, 0]);
  });

  it('deliver an inbound message to the URL of its number, and return the answer', async () => {
    const delivery = await twilio.webhooks.inboundMessage({ from: '+15551234567', body: 'hello' });
    expect(delivery).toMatchObject({
      status: 200,
      body: '<Response><Message>hello</Message></Response>',
      error: undefined,
    });
    expect(app.received[0]?.url).toBe('/sms');
    expect(said('To')).toEqual(['+15005550010']);
    const listed = await send(twilio, `/2010-04-01/Accounts/${twilio.account.sid}/Messages.json`, {
      authorization: basic(twilio.account.sid, twilio.account.authToken),
    });
    expect(listed.json['messages']).toMatchObject([
      { direction: 'outbound-reply', body: 'hello' },
      { direction: 'inbound', status: 'received' },
    ]);
  });

  it('deliver an inbound call', async () => {
    await twilio.webhooks.inboundCall({ from: '+15551234567' });
    expect(app.received[0]?.url).toBe('/voice');
    expect(said('CallStatus')).toEqual(['ringing']);
  });

  it('are signed with the key that is named', async () => {
    const inbound = { from: '+15551234567', body: 'x' };
    await twilio.webhooks.inboundMessage({ ...inbound, signWith: 'secondary' });
    await twilio.webhooks.inboundMessage({ ...inbound, signWith: { sharedKey: 'orders' } });
    expect(app.received.map((webhook) => isSignedBy('b'.repeat(32), webhook))).toEqual([
      true,
      false,
    ]);
    expect(app.received.map((webhook) => isSignedBy('shared secret', webhook))).toEqual([
      false,
      true,
    ]);
    const missing = await twilio.webhooks.inboundMessage({
      ...inbound,
      signWith: { sharedKey: 'x' },
    });
    expect(missing.error).toContain('no shared key "x"');
  });

  it('can be JSON, with the hash of the body in the URL', async () => {
    await twilio.webhooks.send({ url: `${app.url}/json`, format: 'json', params: { a: 'ü' } });
    const [{ url, headers, body }] = app.received as [ReceivedWebhook];
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(body)).toEqual({ AccountSid: twilio.account.sid, a: 'ü' });
    const signature = String(headers['x-twilio-signature']);
    const { authToken } = twilio.account;
    expect(twilioSdk.validateRequestWithBody(authToken, signature, app.url + url, body)).toBe(true);
  });

  it('can be GET requests, with the parameters in the query', async () => {
    await twilio.webhooks.inboundMessage({ from: '+15551234567', body: 'a b', method: 'GET' });
    const [{ url, headers }] = app.received as [ReceivedWebhook];
    const signature = String(headers['x-twilio-signature']);
    const { authToken } = twilio.account;
    expect(twilioSdk.validateRequest(authToken, signature, app.url + url, {})).toBe(true);
  });

  it('connect to a local target, but are signed for the exact public URL', async () => {
    const url = "https://Shop.example.com/hooks/sms?q='x'&y=%7e";
    await twilio.webhooks.inboundMessage({ from: '+1555', body: 'x', url, target: app.url });
    const [webhook] = app.received as [ReceivedWebhook];
    expect(webhook.url).toBe("/hooks/sms?q='x'&y=%7e");
    expect(webhook.headers.host).toBe('shop.example.com');
    const params = Object.fromEntries(new URLSearchParams(webhook.body));
    expect(twilio.webhooks.signature(url, params)).toBe(webhook.headers['x-twilio-signature']);
  });

  it('contain no connection overrides, neither in the request nor in the signature', async () => {
    const { url } = await twilio.webhooks.send({ url: `${app.url}/sms#rc=3&rp=ct` });
    expect(url).toBe(`${app.url}/sms`);
    const [webhook] = app.received as [ReceivedWebhook];
    expect(isSignedBy(twilio.account.authToken, webhook)).toBe(true);
  });

  it('are not sent to other machines unless allowed', async () => {
    const url = 'https://example.com/sms';
    const delivery = await twilio.webhooks.inboundMessage({ from: '+1555', body: 'x', url });
    expect(delivery).toMatchObject({ status: undefined });
    expect(delivery.error).toContain('example.com is not this machine');
  });

  it('have an error when the application does not answer', async () => {
    const url = 'http://127.0.0.1:1/sms';
    const delivery = await twilio.webhooks.inboundMessage({ from: '+1555', body: 'x', url });
    expect(delivery.error).toContain('ECONNREFUSED');
    expect(twilio.webhooks.deliveries).toEqual([delivery]);
  });
});
