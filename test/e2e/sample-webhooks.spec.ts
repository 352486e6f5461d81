import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SampleProcess } from '#test/support/sample-process.js';

interface Message {
  readonly sid: string;
  readonly callbacks: readonly { readonly status: string }[];
}

describe('The sample', () => {
  let sample: SampleProcess;
  beforeAll(async () => {
    sample = await SampleProcess.start();
  }, 120_000);
  afterAll(() => sample[Symbol.asyncDispose]());

  const messages = async (): Promise<readonly Message[]> =>
    (await sample.call('GET', '/messages')).body as readonly Message[];

  it('shows the status of a message from verified callbacks', async () => {
    const sent = await sample.call('POST', '/messages', { to: '+15551234567', body: 'hi' });
    const { sid } = sent.body as Message;

    await expect
      .poll(async () => (await messages()).find((message) => message.sid === sid)?.callbacks, {
        timeout: 15_000,
      })
      .toMatchObject([{ status: 'queued' }, { status: 'sent' }, { status: 'delivered' }]);
  }, 20_000);

  it('answers an incoming message with TwiML', async () => {
    const { body } = await sample.call('POST', '/emulator/inbound-messages', { body: '5 < 6' });
    expect(body).toMatchObject({ status: 200 });
    expect((body as { body: string }).body).toContain('<Message>You said: 5 &lt; 6</Message>');
  });

  it.each(['/webhooks/sms', '/webhooks/status'])(
    'rejects an unsigned webhook at %s',
    async (path) => {
      const answer = await sample.call('POST', path, { MessageSid: 'SM1', Body: 'hi' });
      expect(answer).toMatchObject({
        status: 403,
        body: { statusCode: 403, errorCode: 'TWILIO_AUTH_WEBHOOK_REJECTED' },
      });
    },
  );

  it('rejects requests that another web site makes a browser send', async () => {
    const fromElsewhere = { 'sec-fetch-site': 'cross-site' };
    const body = { to: '+15551234567', body: 'not mine' };
    const answer = await sample.call('POST', '/messages', body, fromElsewhere);
    expect(answer.status).toBe(403);
    const texts = (await messages()).map((message) => JSON.stringify(message));
    expect(texts.join()).not.toContain('not mine');
  });
});

describe('The sample issues access tokens', () => {
  let sample: SampleProcess;
  beforeAll(async () => {
    sample = await SampleProcess.start();
  }, 120_000);
  afterAll(() => sample[Symbol.asyncDispose]());

  it('for the signed-in user only', async () => {
    const signedIn = await sample.call('POST', '/session', { name: 'alice' });
    const cookie = signedIn.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);

    const session = { cookie: cookie.split(';')[0] ?? '' };
    const issued = await sample.call('POST', '/voice-token?identity=bob', undefined, session);

    expect(issued).toMatchObject({ status: 201, body: { identity: 'alice' } });
    const [, claims = ''] = (issued.body as { token: string }).token.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      grants: { identity: 'alice', voice: { incoming: { allow: true } } },
    });
  });

  it.each(['', 'session=YWxpY2U', 'session=YWxpY2U.AAAA'])(
    'for no user with %j',
    async (cookie) => {
      const answer = await sample.call('POST', '/voice-token', undefined, { cookie });
      expect(answer.status).toBe(401);
    },
  );
});
