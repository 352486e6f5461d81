import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import type { Outgoing } from '../../test/support/send.js';
import { TwilioEmulator } from './emulator.js';

describe('A request', () => {
  let emulator: TwilioEmulator;
  let account: string;
  let live: string;
  let test: string;
  beforeAll(async () => {
    emulator = await TwilioEmulator.start();
    const { sid, authToken, testCredentials } = emulator.account;
    account = `/2010-04-01/Accounts/${sid}`;
    live = basic(sid, authToken);
    test = basic(testCredentials.accountSid, testCredentials.authToken);
  });
  afterAll(() => emulator.stop());

  const codeOf = async (path: string, outgoing: Outgoing): Promise<unknown> =>
    (await send(emulator, path, outgoing)).json['code'];

  it.each([
    ['another host', '/v1/Services', 'sync.twilio.com'],
    ['a resource that is not emulated', '/2010-04-01/Accounts/AC1/Conferences.json', undefined],
    ['a path of another host', '/v2/PhoneNumbers/+15551234567', 'verify.twilio.com'],
  ])('to %s is answered with 401, 403 or 501, in this order', async (_title, path, host) => {
    const at = host === undefined ? {} : { host };
    expect(await codeOf(path, at)).toBe(20003);
    expect(await codeOf(path, { ...at, authorization: basic('AC1', 'x') })).toBe(20003);
    expect(await codeOf(path, { ...at, authorization: test })).toBe(20008);
    expect(await codeOf(path, { ...at, authorization: live })).toBe(501);
  });

  it('without .json is answered with 501, since Twilio answers XML', async () => {
    const path = `${account}/Messages`;
    expect(await codeOf(path, { method: 'POST' })).toBe(20003);
    const { status, json } = await send(emulator, path, { authorization: live });
    expect(status).toBe(501);
    expect(json['message']).toContain('add .json');
  });

  it('for a token is answered with 501 to anyone where it is not emulated', async () => {
    expect(await codeOf('/v2/authorize', { host: 'oauth.twilio.com' })).toBe(501);
  });

  it('for what does not exist is answered in the words of its API', async () => {
    const message = `${account}/Messages/SM${'a'.repeat(32)}.json`;
    const { json } = await send(emulator, `${message}?a=1`, { authorization: live });
    expect(json['message']).toBe(`The requested resource ${message} was not found`);
    const service = await send(emulator, `/v2/Services/VA1`, { authorization: live });
    expect(service.json['message']).toBe('The requested resource /Services/VA1 was not found');
  });

  it.each([
    ['api.twilio.com', 'us1', 200],
    ['api.dublin.ie1.twilio.com', 'ie1', 401],
  ])('to %s is answered with the headers of Twilio', async (host, region, expected) => {
    const path = `${account}/Messages.json`;
    const { status, headers } = await send(emulator, path, { host, authorization: live });
    expect(status).toBe(expected);
    expect(headers['twilio-request-id']).toMatch(/^RQ[0-9a-f]{32}$/);
    expect(headers['twilio-request-duration']).toMatch(/^\d+\.\d{3}$/);
    expect(headers).toMatchObject({
      'twilio-concurrent-requests': '1',
      'x-home-region': region,
      'x-api-domain': 'api.twilio.com',
    });
  });
});
