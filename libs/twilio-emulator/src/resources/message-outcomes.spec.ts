import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReceiver } from '../../test/support/receiver.js';
import type { Receiver } from '../../test/support/receiver.js';
import { send } from '../../test/support/send.js';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';

describe('a message that is not delivered', () => {
  let twilio: TwilioEmulator;
  let app: Receiver;
  let client: ReturnType<typeof sdk>;
  beforeEach(async () => {
    app = await startReceiver('');
    twilio = await TwilioEmulator.start({ stepMs: 5 });
    client = sdk(twilio, twilio.account.sid, twilio.account.authToken);
  });
  afterEach(async () => {
    await twilio.stop();
    await app[Symbol.asyncDispose]();
  });

  const ends = async (to: string, body = 'hi') => {
    const before = app.received.length;
    const statusCallback = `${app.url}/status`;
    const { sid } = await client.messages.create({
      to,
      from: '+15005550010',
      body,
      statusCallback,
    });
    await twilio.webhooks.idle();
    twilio.clock.advance(1_000);
    const { status, errorCode, errorMessage } = await client.messages(sid).fetch();
    const callbacks = app.received.slice(before).map((webhook) => {
      const params = new URLSearchParams(webhook.body);
      return [params.get('MessageStatus'), params.get('ErrorCode')];
    });
    return { status, errorCode, errorMessage, callbacks };
  };

  it('is chosen by its number', async () => {
    expect(await ends('+15005530003')).toEqual({
      status: 'undelivered',
      errorCode: 30003,
      errorMessage: 'Unreachable destination handset',
      callbacks: [
        ['queued', null],
        ['sent', null],
        ['undelivered', '30003'],
      ],
    });
    expect(await ends('+15005530001')).toMatchObject({
      status: 'failed',
      callbacks: [
        ['queued', null],
        ['failed', '30001'],
      ],
    });
  });

  it('is chosen by its text', async () => {
    const { status, errorCode } = await ends('+15551234567', 'hello [undelivered 30007]');
    expect({ status, errorCode }).toEqual({ status: 'undelivered', errorCode: 30007 });
    expect((await ends('+15551234567', '[lost 30007]')).status).toBe('delivered');
  });

  it('is chosen by a rule for a recipient or a text, the newest first', async () => {
    twilio.outcomes.add({ status: 'failed', errorCode: 21610, to: '+15551234567' });
    twilio.outcomes.add({ status: 'undelivered', errorCode: 30005, body: 'late' });
    expect(await ends('+15551234567')).toMatchObject({ status: 'failed', errorMessage: null });
    expect((await ends('+15551234567', 'too late')).errorCode).toBe(30005);
    expect((await ends('+15559876543')).status).toBe('delivered');
    twilio.outcomes.clear();
    expect((await ends('+15551234567', 'too late')).status).toBe('delivered');
  });

  it('is chosen by a control route', async () => {
    const path = '/__emulator/outcomes';
    const rule = { status: 'undelivered', errorCode: 30008 };
    const added = await send(twilio, path, { method: 'POST', body: JSON.stringify(rule) });
    expect([added.status, added.json]).toEqual([201, rule]);
    expect((await send(twilio, path)).json).toEqual({ outcomes: [rule] });
    expect((await ends('+15551234567')).errorCode).toBe(30008);
    expect((await send(twilio, path, { method: 'DELETE' })).status).toBe(204);
    expect((await ends('+15551234567')).status).toBe('delivered');
    const wrong = JSON.stringify({ status: 'lost', errorCode: 3 });
    const refused = await send(twilio, path, { method: 'POST', body: wrong });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('status');
  });
});
