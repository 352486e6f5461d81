import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, send } from '../../test/support/send.js';
import type { Received } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

// https://www.twilio.com/docs/iam/oauth-apps/oauth-access-token
describe('the token endpoint', () => {
  let twilio: TwilioEmulator;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
  });
  afterAll(() => twilio.stop());

  const ask = (changes: Record<string, string> = {}): Promise<Received> =>
    send(twilio, '/v2/token', {
      host: 'oauth.twilio.com',
      form: {
        grant_type: 'client_credentials',
        client_id: twilio.account.oauthApp.clientId,
        client_secret: twilio.account.oauthApp.clientSecret,
        ...changes,
      },
    });

  it('answers like Twilio, with a JWT as the token', async () => {
    const { status, json } = await ask();
    expect(status).toBe(200);
    expect(json).toEqual({
      access_token: expect.any(String),
      id_token: null,
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: null,
    });
    const [, claims = ''] = String(json['access_token']).split('.');
    const { exp, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
      exp: number;
      iat: number;
    };
    expect(exp - iat).toBe(3600);
  });

  it.each([
    [{ grant_type: '' }, 400],
    [{ grant_type: 'authorization_code' }, 400],
    [{ grant_type: 'refresh_token' }, 400],
    [{ client_id: '' }, 400],
    [{ client_secret: '' }, 400],
    [{ scope: '/twilio/studio/flows/read' }, 400],
    [{ account_sid: `AC${'0'.repeat(32)}` }, 400],
    [{ client_secret: 'wrong' }, 401],
    [{ client_id: `OQ${'0'.repeat(32)}` }, 401],
  ])('refuses %j with %i', async (changes, status) => {
    const refused = await ask(changes);
    expect(refused.status).toBe(status);
    expect(refused.json).toMatchObject({ code: status === 401 ? 20003 : 400, status });
  });

  it('gives the same answer for an unknown app and for a wrong secret', async () => {
    const unknown = await ask({ client_id: `OQ${'0'.repeat(32)}` });
    expect(unknown.text).toBe((await ask({ client_secret: 'wrong' })).text);
  });

  it('limits a token to the requested scope', async () => {
    const authorization = await bearer(
      twilio,
      twilio.account.oauthApp,
      '/twilio/messaging/messages/list',
    );
    const account = `/2010-04-01/Accounts/${twilio.account.sid}`;
    expect((await send(twilio, `${account}/Messages.json`, { authorization })).status).toBe(200);
    const refused = await send(twilio, `${account}/Calls.json`, { authorization });
    expect(refused.json).toMatchObject({ code: 70051 });
  });

  it('accepts the credentials in the form only', async () => {
    const { clientId, clientSecret } = twilio.account.oauthApp;
    const refused = await send(twilio, '/v2/token', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    expect(refused.status).toBe(400);
  });
});
