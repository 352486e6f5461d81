import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';

// https://www.twilio.com/docs/messaging/api/media-resource
describe('the media of a message', () => {
  let twilio: TwilioEmulator;
  let client: ReturnType<typeof sdk>;
  let message: string;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start({ now: () => Date.UTC(2030, 0, 10, 12) });
    client = sdk(twilio, twilio.account.sid, twilio.account.authToken);
    ({ sid: message } = await client.messages.create({
      to: '+15551234567',
      from: '+15005550010',
      mediaUrl: ['https://a.test/1.png', 'https://a.test/clip.mp4?v=2'],
    }));
  });
  afterAll(() => twilio.stop());

  it('are listed with their types, also by date', async () => {
    const { media } = client.messages(message);
    const found = await media.list();
    expect(found.map(({ contentType }) => contentType)).toEqual(['image/png', 'video/mp4']);
    expect(found[0]?.sid).toMatch(/^ME[0-9a-f]{32}$/);
    expect(found[0]?.parentSid).toBe(message);
    const dateCreatedAfter = new Date(Date.UTC(2030, 0, 11));
    expect(await media.list({ dateCreatedAfter })).toEqual([]);
  });

  it('redirect to their content', async () => {
    const [first] = await client.messages(message).media.list();
    const { sid, authToken } = twilio.account;
    const path = String(first?.uri).replace('.json', '');
    const answer = await send(twilio, path, { authorization: basic(sid, authToken) });
    expect([answer.status, answer.headers.location]).toEqual([307, 'https://a.test/1.png']);
    expect((await send(twilio, path)).status).toBe(401);
  });

  it('are fetched and deleted one by one', async () => {
    const { media } = client.messages(message);
    const [first] = await media.list();
    const one = client.messages(message).media(first?.sid ?? '');
    expect((await one.fetch()).contentType).toBe('image/png');
    await one.remove();
    await expect(one.fetch()).rejects.toMatchObject({ code: 20404 });
    expect(await client.messages(message).fetch()).toMatchObject({ numMedia: '1' });
    const other = client.messages(`SM${'a'.repeat(32)}`).media;
    await expect(other.list()).rejects.toMatchObject({ code: 20404 });
  });

  it('of an inbound message come with their types', async () => {
    const mediaUrls = ['https://a.test/me.jpeg', 'https://a.test/file'];
    const url = 'http://127.0.0.1:1/sms';
    const inbound = { from: '+15551234567', body: '', url, mediaUrls };
    const { params } = await twilio.webhooks.inboundMessage(inbound);
    expect(params).toMatchObject({
      NumMedia: '2',
      MediaUrl0: 'https://a.test/me.jpeg',
      MediaContentType0: 'image/jpeg',
      MediaContentType1: 'application/octet-stream',
    });
  });
});
