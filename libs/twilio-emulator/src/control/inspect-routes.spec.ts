import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReceiver, type Receiver } from '../../test/support/receiver.js';
import { basic, bearer, send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

describe('the routes that show what happened', () => {
  let twilio: TwilioEmulator;
  let app: Receiver;
  beforeEach(async () => {
    twilio = await TwilioEmulator.start({ stepMs: 1 });
    app = await startReceiver('<Response/>');
  });
  afterEach(async () => {
    await twilio.stop();
    await app[Symbol.asyncDispose]();
  });

  const get = (path: string) => send(twilio, `/__emulator${path}`);
  const post = (list: 'Messages' | 'Calls', form: Record<string, string>) => {
    const { sid, apiKeys, phoneNumber } = twilio.account;
    return send(twilio, `/2010-04-01/Accounts/${sid}/${list}.json`, {
      authorization: basic(apiKeys.standard.sid, apiKeys.standard.secret),
      form: { To: '+15551234567', From: phoneNumber, StatusCallback: `${app.url}/s`, ...form },
    });
  };

  it('show a message with its callbacks, their signatures and the answers', async () => {
    const { json } = await post('Messages', { Body: 'hello' });
    await twilio.webhooks.idle();
    const sid = String(json['sid']);
    const { messages } = (await get('/messages')).json as { messages: object[] };
    const callback = (reports: string) => ({ kind: 'message-status', reports, status: 200 });
    expect(messages).toMatchObject([
      {
        sid,
        body: 'hello',
        status: 'delivered',
        callbacks: ['queued', 'sent', 'delivered'].map(callback),
      },
    ]);
    const one = (await get(`/messages/${sid}`)).json;
    expect(one['callbacks']).toHaveLength(3);
    const [first] = app.received;
    expect(one['callbacks']).toMatchObject([
      {
        url: `${app.url}/s`,
        signature: first?.headers['x-twilio-signature'],
        signedWith: 'primary',
        params: { MessageSid: sid, MessageStatus: 'queued' },
        body: '<Response/>',
      },
      {},
      {},
    ]);
  });

  it('show a call with its callbacks', async () => {
    const { json } = await post('Calls', { Url: `${app.url}/voice` });
    await twilio.webhooks.idle();
    const sid = String(json['sid']);
    expect((await get('/calls')).json['calls']).toMatchObject([{ sid, status: 'completed' }]);
    const callbacks = (await get(`/calls/${sid}`)).json['callbacks'] as { kind: string }[];
    expect(callbacks.map(({ kind }) => kind)).toEqual(['call-instructions', 'call-status']);
  });

  it('show a request with headers, parameters and answer, but no secret', async () => {
    const authorization = await bearer(twilio);
    await send(twilio, '/v1/Keys', {
      host: 'iam.twilio.com',
      authorization: basic(twilio.account.sid, twilio.account.authToken),
      form: { AccountSid: twilio.account.sid, FriendlyName: 'New' },
    });
    await send(twilio, '/2010-04-01/Accounts.json', { authorization });
    const [token, key, list] = await Promise.all(
      twilio.requests.map(async ({ id }) => (await get(`/requests/${id}`)).json),
    );
    expect(token).toMatchObject({
      params: { client_secret: '[secret]' },
      answer: { body: expect.stringContaining('"access_token":"[secret]"') },
    });
    expect(key).toMatchObject({
      params: { FriendlyName: 'New' },
      headers: { host: 'iam.twilio.com', authorization: 'Basic [secret]' },
      answer: { headers: { 'twilio-request-id': key?.['id'] } },
    });
    expect(key?.['answer']).toMatchObject({ body: expect.stringContaining('"secret":"[secret]"') });
    expect(list).toMatchObject({
      status: 200,
      headers: { authorization: 'Bearer [secret]' },
      answer: { body: expect.stringContaining(twilio.account.sid) },
    });
  });

  it('show no secret anywhere, not even where a client put it', async () => {
    const { account } = twilio;
    const secrets = [
      account.authToken,
      account.oauthApp.clientSecret,
      account.testCredentials.authToken,
      ...Object.values({ ...account.apiKeys }).map(({ secret }) => secret),
      (await bearer(twilio)).slice('Bearer '.length),
    ];
    for (const secret of secrets) {
      await post('Messages', { Body: `my ${secret}` });
      await send(twilio, `/nowhere/${secret}?x=${secret}`, { headers: { 'x-mine': secret } });
      await send(twilio, '/v1/Account/OAuthApps', { body: JSON.stringify({ a: secret }) });
    }
    await twilio.webhooks.send({ url: 'http://me:my-password@127.0.0.1:1/', signUserInfo: true });
    const ids = twilio.requests.map(({ id }) => `/requests/${id}`);
    const { json } = await get('/messages');
    const sids = (json['messages'] as { sid: string }[]).map(({ sid }) => `/messages/${sid}`);
    const routes = ['/requests', '/messages', '/calls', '/webhooks', '/credentials', '/overview'];
    for (const path of [...routes, ...ids, ...sids]) {
      const { status, text } = await get(path);
      expect(status).toBe(200);
      for (const secret of [...secrets, 'my-password']) expect(text, path).not.toContain(secret);
    }
  });

  it('show the credentials with the permissions that they used and lack', async () => {
    const { sid, apiKeys } = twilio.account;
    const authorization = basic(apiKeys.restricted.sid, apiKeys.restricted.secret);
    await send(twilio, `/2010-04-01/Accounts/${sid}/Messages.json`, { authorization });
    await send(twilio, `/2010-04-01/Accounts/${sid}/Calls.json`, { authorization });
    const { accounts } = (await get('/credentials')).json as {
      accounts: { credentials: { sid: string; name: string; use?: object }[] }[];
    };
    const credentials = accounts[0]?.credentials ?? [];
    expect(credentials.map(({ name }) => name)).toEqual([
      'Auth Token',
      'Main key',
      'Standard key',
      'Restricted key: messages only',
      'OAuth app',
      'test credentials',
    ]);
    expect(credentials.filter(({ use }) => use !== undefined)).toMatchObject([
      { sid: apiKeys.restricted.sid, use: { missing: ['/twilio/voice/calls/list'] } },
    ]);
  });

  it('show the newest of everything in the overview, in bounded size', async () => {
    for (let i = 0; i < 120; i += 1)
      await post('Messages', { Body: String(i), StatusCallback: '' });
    twilio.faults.inject({ kind: 'outage', when: { path: '/never' } });
    const { json } = await get('/overview');
    expect(json).toMatchObject({
      requests: { total: 120, tokenRequests: 0 },
      messages: { total: 120, newest: { length: 50, 0: { body: '119' } } },
      calls: { total: 0, newest: [] },
      webhooks: { total: 0, newest: [] },
      faults: [{ id: '1', hits: 0, fault: { kind: 'outage' } }],
    });
    expect(json['requests']).toMatchObject({ newest: { length: 100 } });
  });
});
