import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, bearer, send } from '../../test/support/send.js';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from './emulator.js';

describe('TwilioEmulator', () => {
  let emulator: TwilioEmulator;
  beforeAll(async () => {
    emulator = await TwilioEmulator.start();
  });
  afterAll(async () => {
    await emulator.stop();
  });

  const message = { To: '+15551234567', From: '+15005550010', Body: 'hi' };
  const messages = (): string => `/2010-04-01/Accounts/${emulator.account.sid}/Messages.json`;

  it('serves the real SDK with every kind of Basic credential', async () => {
    const { sid, authToken, apiKeys } = emulator.account;
    for (const [username, password] of [
      [sid, authToken],
      [apiKeys.main.sid, apiKeys.main.secret],
      [apiKeys.standard.sid, apiKeys.standard.secret],
      [apiKeys.restricted.sid, apiKeys.restricted.secret],
    ] as const) {
      const client = sdk(emulator, username, password);
      const sent = await client.messages.create({ to: message.To, from: message.From, body: 'hi' });
      expect(sent.sid).toMatch(/^SM[0-9a-f]{32}$/);
      expect(sent.status).toBe('queued');
      expect((await client.messages(sent.sid).fetch()).body).toBe('hi');
    }
  });

  it('accepts a bearer token from its own token endpoint', async () => {
    const authorization = await bearer(emulator);
    const sent = await send(emulator, messages(), { authorization, form: message });
    expect(sent.status).toBe(201);
    expect(sent.json['account_sid']).toBe(emulator.account.sid);
  });

  it('refuses a wrong secret with 401 and code 20003', async () => {
    const client = sdk(emulator, emulator.account.apiKeys.standard.sid, 'wrong');
    await expect(client.messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  it.each([
    'Basic',
    'Basic !!!',
    `Basic ${Buffer.from('no colon').toString('base64')}`,
    'Basic Og==',
    'Bearer',
    'Bearer undefined',
    'Digest abc',
    '',
  ])('refuses the header "%s" with 401', async (authorization) => {
    const refused = await send(emulator, messages(), { authorization });
    expect(refused.status).toBe(401);
    expect(refused.json).toMatchObject({
      code: 20003,
      message: 'Authenticate',
      more_info: 'https://www.twilio.com/docs/errors/20003',
      status: 401,
    });
  });

  it('routes by the original host, and refuses resources of another host', async () => {
    const { sid, authToken } = emulator.account;
    const authorization = basic(sid, authToken);
    const path = `/2010-04-01/Accounts/${sid}.json`;
    const at = (host: string) => send(emulator, path, { host, authorization });
    expect((await at('api.twilio.com')).status).toBe(200);
    expect((await at('api.ashburn.us1.twilio.com')).status).toBe(200);
    expect((await at('lookups.twilio.com')).status).toBe(501);
    expect((await at('api.ie1.twilio.com')).status).toBe(421);
  });

  it('answers 501 and names the resource for anything it does not emulate', async () => {
    const { sid, authToken } = emulator.account;
    const authorization = basic(sid, authToken);
    const answer = await send(emulator, '/v1/Services', { host: 'sync.twilio.com', authorization });
    expect(answer.status).toBe(501);
    expect(answer.json).toMatchObject({
      code: 501,
      resource: 'GET sync.twilio.com/v1/Services',
    });
  });

  it('answers 404 and code 20404 for a path without an account', async () => {
    const answer = await send(emulator, '/2010-04-01/Accounts//Messages.json');
    expect(answer.status).toBe(404);
    expect(answer.json).toMatchObject({ code: 20404 });
  });

  it('shares nothing between two emulators in one process', async () => {
    await using other = await TwilioEmulator.start();
    const authorization = basic(other.account.sid, other.account.authToken);
    const path = `/2010-04-01/Accounts/${other.account.sid}.json`;
    expect((await send(other, path, { authorization })).status).toBe(200);
    expect((await send(emulator, path, { authorization })).status).toBe(401);
  });

  it('returns environment variables for each method', () => {
    expect(emulator.env('oauth')).toEqual({
      TWILIO_AUTH_METHOD: 'oauth',
      TWILIO_ACCOUNT_SID: emulator.account.sid,
      TWILIO_OAUTH_CLIENT_ID: emulator.account.oauthApp.clientId,
      TWILIO_OAUTH_CLIENT_SECRET: emulator.account.oauthApp.clientSecret,
      TWILIO_ACCESS_TOKEN_KEY: emulator.account.apiKeys.standard.sid,
      TWILIO_ACCESS_TOKEN_SECRET: emulator.account.apiKeys.standard.secret,
      TWILIO_WEBHOOK_SIGNING_KEYS: emulator.account.authToken,
      TWILIO_API_BASE_URL: emulator.url,
    });
    expect(Object.keys(emulator.env('test'))).toEqual([
      'TWILIO_AUTH_METHOD',
      'TWILIO_TEST_ACCOUNT_SID',
      'TWILIO_TEST_AUTH_TOKEN',
      'TWILIO_ACCESS_TOKEN_KEY',
      'TWILIO_ACCESS_TOKEN_SECRET',
      'TWILIO_WEBHOOK_SIGNING_KEYS',
      'TWILIO_API_BASE_URL',
    ]);
  });

  it('rejects start() for a port that is taken', async () => {
    const port = Number(new URL(emulator.url).port);
    await expect(TwilioEmulator.start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
