import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';

// https://www.twilio.com/docs/messaging/api/message-resource
describe('messages', () => {
  let twilio: TwilioEmulator;
  let path: string;
  let authorization: string;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start({ now: () => 1_800_000_000_000 });
    path = `/2010-04-01/Accounts/${twilio.account.sid}/Messages.json`;
    authorization = basic(twilio.account.sid, twilio.account.authToken);
  });
  afterAll(() => twilio.stop());

  const client = () => sdk(twilio, twilio.account.sid, twilio.account.authToken);
  const form = { To: '+15551234567', From: '+15005550010', Body: 'hi' };

  it.each<[Record<string, string>, number]>([
    [{ To: '' }, 21604],
    [{ To: '12' }, 21211],
    [{ To: '+0155512345' }, 21211],
    [{ From: '' }, 21603],
    [{ From: '+12' }, 21212],
    [{ Body: '' }, 21602],
    [{ Body: 'x'.repeat(1601) }, 21617],
    [{ MessagingServiceSid: 'MG1' }, 21701],
    [{ From: '+15551234567' }, 21266],
    [{ From: '(555) 123-4567' }, 21266],
    [{ StatusCallback: 'shop.example.com/status' }, 21609],
    [{ StatusCallback: 'https://my_shop.example.com/status' }, 21609],
    [{ StatusCallback: `https://a.test/${'x'.repeat(4000)}` }, 21609],
    [{ MediaUrl: 'picture.png' }, 21620],
  ])('are refused with %j', async (changes, code) => {
    const { json } = await send(twilio, path, { authorization, form: { ...form, ...changes } });
    expect(json).toMatchObject({
      code,
      status: 400,
      more_info: `https://www.twilio.com/docs/errors/${code}`,
    });
  });

  it.each([
    ['(555) 123-4567', '+15551234567'],
    ['1 555 123 4567', '+15551234567'],
    ['whatsapp:+15551234567', 'whatsapp:+15551234567'],
  ])('to "%s" are sent to %s', async (To, to) => {
    const { json } = await send(twilio, path, { authorization, form: { ...form, To } });
    expect(json).toMatchObject({ to, status: 'queued', direction: 'outbound-api' });
  });

  it('can have several media and no text', async () => {
    const message = await client().messages.create({
      to: form.To,
      from: form.From,
      mediaUrl: ['https://a.test/1.png', 'https://a.test/2.png'],
    });
    expect(message.sid).toMatch(/^MM/);
    expect(message.numMedia).toBe('2');
  });

  it('are refused with more than ten media', async () => {
    const mediaUrl = Array.from({ length: 11 }, (_, at) => `https://a.test/${at}.png`);
    const message = { to: form.To, from: form.From, mediaUrl };
    await expect(client().messages.create(message)).rejects.toMatchObject({ code: 21623 });
    mediaUrl.pop();
    expect((await client().messages.create(message)).numMedia).toBe('10');
  });

  it('are counted in segments', async () => {
    const segments = async (body: string) =>
      (await client().messages.create({ to: form.To, from: form.From, body })).numSegments;
    expect(await segments('a'.repeat(307))).toBe('3');
    expect(await segments('ж'.repeat(71))).toBe('2');
  });

  it('are queued, then sent, then delivered', async () => {
    const { sid } = await client().messages.create({ to: form.To, from: form.From, body: 'x' });
    const status = async () => (await client().messages(sid).fetch()).status;
    expect(await status()).toBe('queued');
    twilio.clock.advance(100);
    expect(await status()).toBe('sent');
    twilio.clock.advance(100);
    expect(await status()).toBe('delivered');
  });

  it('can be cancelled while queued, redacted and deleted', async () => {
    const { sid } = await client().messages.create({ to: form.To, from: form.From, body: 'x' });
    expect((await client().messages(sid).update({ status: 'canceled' })).status).toBe('canceled');
    await expect(client().messages(sid).update({ status: 'canceled' })).rejects.toMatchObject({
      code: 30409,
    });
    expect((await client().messages(sid).update({ body: '' })).body).toBe('');
    await client().messages(sid).remove();
    await expect(client().messages(sid).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
  });

  it('are listed newest first, page by page, without repeats while new ones arrive', async () => {
    await using other = await TwilioEmulator.start();
    const own = sdk(other, other.account.sid, other.account.authToken);
    const create = (body: string) => own.messages.create({ to: form.To, from: form.From, body });
    for (const body of ['1', '2', '3', '4', '5']) await create(body);
    const first = await own.messages.page({ pageSize: 2 });
    await create('6');
    const second = await first.nextPage();
    const third = await second?.nextPage();
    const bodies = [first, second, third].map((page) => page?.instances.map(({ body }) => body));
    expect(bodies).toEqual([['5', '4'], ['3', '2'], ['1']]);
    expect(third?.getNextPageUrl()).toBeUndefined();
    const back = await second?.previousPage();
    expect(back?.instances.map(({ body }) => body)).toEqual(['5', '4']);
  });

  it('are filtered by sender and recipient', async () => {
    await client().messages.create({ to: '+15550001111', from: form.From, body: 'x' });
    const found = await client().messages.list({ to: '+15550001111' });
    expect(found.map(({ to }) => to)).toEqual(['+15550001111']);
    expect(await client().messages.list({ from: '+15550002222' })).toEqual([]);
  });
});
