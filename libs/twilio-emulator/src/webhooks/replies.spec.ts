import { afterEach, describe, expect, it } from 'vitest';
import { startReceiver } from '../../test/support/receiver.js';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';
import { endOfCall, repliesIn } from './twiml.js';

describe('what an application answers', () => {
  let twilio: TwilioEmulator | undefined;
  afterEach(() => twilio?.stop());

  const answered = async (answer: string, contentType?: string) => {
    await using app = await startReceiver(answer, contentType);
    twilio = await TwilioEmulator.start({ stepMs: 1 });
    const client = sdk(twilio, twilio.account.sid, twilio.account.authToken);
    const inbound = { from: '+15551234567', url: `${app.url}/sms` };
    await twilio.webhooks.inboundMessage({ ...inbound, body: 'hello' });
    await twilio.webhooks.inboundCall(inbound);
    await twilio.webhooks.idle();
    const messages = await client.messages.list();
    const [call] = await client.calls.list();
    const urls = app.received.map(({ url }) => url);
    return {
      replies: messages.filter(({ direction }) => direction === 'outbound-reply'),
      call,
      urls,
    };
  };

  it('is sent back to the sender, with its media and status callback', async () => {
    const { replies, urls } = await answered(
      '<?xml version="1.0"?><Response><!-- <Message>no</Message> -->' +
        '<Message>Tom &amp; &#74;erry</Message>' +
        '<Message to="+15550001111" statusCallback="/status"><Body>two</Body>' +
        '<Media>https://a.test/1.png?a=1&amp;b=2</Media></Message></Response>',
    );
    expect(replies.map(({ body, to, from, numMedia }) => [body, to, from, numMedia])).toEqual([
      ['two', '+15550001111', '+15005550010', '1'],
      ['Tom & Jerry', '+15551234567', '+15005550010', '0'],
    ]);
    expect(urls.slice(0, 1)).toEqual(['/sms']);
    expect(urls.filter((url) => url === '/status')).toHaveLength(3);
  });

  it('is sent as it is when it is plain text', async () => {
    const { replies } = await answered('<b>thanks</b>', 'text/plain; charset=utf-8');
    expect(replies.map(({ body }) => body)).toEqual(['<b>thanks</b>']);
  });

  it.each([
    ['<Response/>', 'text/xml'],
    ['<Response><Message>x</Message></Response>', 'application/json'],
    ['', 'text/plain'],
  ])('sends nothing: %s as %s', async (answer, contentType) => {
    expect((await answered(answer, contentType)).replies).toEqual([]);
  });

  it('rejects a call', async () => {
    const { call } = await answered('<Response><Reject reason="busy"/></Response>');
    expect(call?.status).toBe('busy');
  });

  it.each([
    ['<Response><Reject/></Response>', 'no-answer'],
    ['<Response>\n  <Hangup/></Response>', 'completed'],
    ['<Response><Say>hi</Say><Hangup/></Response>', undefined],
    ['nonsense', undefined],
  ])('ends a call: %s', (answer, expected) => {
    expect(endOfCall(answer)).toBe(expected);
  });

  it('is read ten messages far', () => {
    const answer = `<Response>${'<Message>x</Message>'.repeat(11)}</Response>`;
    expect(repliesIn('text/xml', answer)).toHaveLength(10);
    expect(repliesIn('application/xml', '<Message><![CDATA[<&>]]></Message>')[0]?.body).toBe('<&>');
  });
});
