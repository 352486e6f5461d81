import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { basic, bearer, send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

describe('the request log', () => {
  let emulator: TwilioEmulator;
  beforeAll(async () => {
    emulator = await TwilioEmulator.start({ requestLogLimit: 10 });
  });
  beforeEach(() => emulator.requests.clear());
  afterAll(() => emulator.stop());

  it('shows credential, request and status', async () => {
    const { sid, apiKeys } = emulator.account;
    const path = `/2010-04-01/Accounts/${sid}/Messages.json`;
    await send(emulator, `${path}?PageSize=5`, {
      host: 'api.twilio.com',
      authorization: basic(apiKeys.standard.sid, apiKeys.standard.secret),
    });
    expect(emulator.requests).toHaveLength(1);
    expect(emulator.requests[0]).toEqual({
      id: expect.stringMatching(/^RQ[0-9a-f]{32}$/),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      durationMs: expect.any(Number),
      code: undefined,
      method: 'GET',
      host: 'api.twilio.com',
      path,
      status: 200,
      credential: { kind: 'api-key', sid: apiKeys.standard.sid, name: 'Standard key' },
      account: sid,
      permission: '/twilio/messaging/messages/list',
      params: { PageSize: '5' },
      ignored: [],
    });
  });

  it('shows the code of an error, and the id that the answer has', async () => {
    const { sid, apiKeys } = emulator.account;
    const { headers } = await send(emulator, `/2010-04-01/Accounts/${sid}/Calls.json`, {
      authorization: basic(apiKeys.restricted.sid, apiKeys.restricted.secret),
    });
    expect(emulator.requests[0]).toMatchObject({
      id: headers['twilio-request-id'],
      status: 401,
      code: 70051,
      credential: { name: 'Restricted key: messages only' },
      permission: '/twilio/voice/calls/list',
    });
  });

  it('contains no secret from a token request or a header', async () => {
    const { account } = emulator;
    const authorization = await bearer(emulator);
    await send(emulator, '/2010-04-01/Accounts.json', { authorization });
    await send(emulator, '/nowhere', { authorization: basic(account.sid, account.authToken) });
    await send(emulator, '/nowhere', { authorization: basic(account.authToken, 'x') });
    const text = JSON.stringify(emulator.requests);
    for (const secret of [account.oauthApp.clientSecret, account.authToken, authorization.slice(7)])
      expect(text).not.toContain(secret);
    expect(emulator.requests[0]?.params).toMatchObject({ client_secret: '[secret]' });
  });

  it('counts token requests even after it has dropped the oldest entries', async () => {
    for (let i = 0; i < 25; i += 1) await bearer(emulator);
    expect(emulator.requests).toHaveLength(10);
    expect(emulator.requests.tokenRequests).toBe(25);
    expect(emulator.requests.total).toBe(25);
  });

  it('keeps every value of a repeated parameter', async () => {
    await send(emulator, '/nowhere', {
      form: [
        ['E', 'a'],
        ['E', 'b'],
        ['__proto__', 'c'],
      ],
    });
    const params = emulator.requests[0]?.params;
    expect(params?.['E']).toEqual(['a', 'b']);
    expect(Object.keys(params ?? {})).toContain('__proto__');
  });
});
