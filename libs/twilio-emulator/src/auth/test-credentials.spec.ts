import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

// https://www.twilio.com/docs/iam/test-credentials
describe('test credentials', () => {
  let twilio: TwilioEmulator;
  let authorization: string;
  let base: string;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
    const { accountSid, authToken } = twilio.account.testCredentials;
    authorization = basic(accountSid, authToken);
    base = `/2010-04-01/Accounts/${accountSid}`;
  });
  afterAll(() => twilio.stop());

  const post = (resource: string, form: Record<string, string>) =>
    send(twilio, `${base}/${resource}.json`, { authorization, form });
  const OK = '+15005550006';

  it.each([
    ['+15005550001', 21212, 400],
    ['+15005550007', 21606, 400],
    ['+15005550008', 21611, 429],
    ['+15005550010', 21606, 400],
  ])('refuse a message from %s with %i', async (From, code, status) => {
    const { json } = await post('Messages', { To: '+15551234567', From, Body: 'x' });
    expect(json).toMatchObject({ code, status });
  });

  it.each([
    ['+15005550001', 21211],
    ['+15005550002', 21612],
    ['+15005550003', 21408],
    ['+15005550004', 21610],
    ['+15005550009', 21614],
    ['nonsense', 21211],
  ])('refuse a message to %s with %i', async (To, code) => {
    const { json } = await post('Messages', { To, From: OK, Body: 'x' });
    expect(json).toMatchObject({ code, status: 400 });
  });

  it.each([
    ['+15005550001', OK, 21217],
    ['+15005550002', OK, 21214],
    ['+15005550003', OK, 21215],
    ['+15005550004', OK, 21216],
    ['+15551234567', '+15005550001', 21212],
    ['+15551234567', '+15557654321', 21210],
  ])('refuse a call to %s from %s with %i', async (To, From, code) => {
    const { json } = await post('Calls', { To, From, Url: 'http://127.0.0.1/x' });
    expect(json).toMatchObject({ code, status: 400 });
  });

  it.each([
    [{ PhoneNumber: '+15005550000' }, 21422],
    [{ PhoneNumber: '+15005550001' }, 21421],
    [{ AreaCode: '533' }, 21452],
  ])('refuse to buy %j with %i', async (form, code) => {
    expect((await post('IncomingPhoneNumbers', form)).json).toMatchObject({ code, status: 400 });
  });

  it('accept the valid magic numbers, and store nothing', async () => {
    for (const [resource, form] of [
      ['Messages', { To: '+15551234567', From: OK, Body: 'x' }],
      ['Calls', { To: '+15551234567', From: OK, Url: 'http://127.0.0.1/x' }],
      ['IncomingPhoneNumbers', { PhoneNumber: OK }],
      ['IncomingPhoneNumbers', { AreaCode: '500' }],
    ] as const) {
      const { status, json } = await post(resource, form);
      expect(status, resource).toBe(201);
      expect(json['account_sid']).toBe(twilio.account.testCredentials.accountSid);
    }
    const live = basic(twilio.account.sid, twilio.account.authToken);
    const path = `/2010-04-01/Accounts/${twilio.account.sid}/Messages.json`;
    expect((await send(twilio, path, { authorization: live })).json['messages']).toEqual([]);
  });

  it('can look up phone numbers', async () => {
    const { status, json } = await send(twilio, `/v2/PhoneNumbers/${OK}`, { authorization });
    expect(status).toBe(200);
    expect(json).toMatchObject({ valid: true, country_code: 'US' });
  });

  it.each([
    ['GET', '.json'],
    ['GET', '/Messages.json'],
    ['GET', '/Calls.json'],
    ['GET', '/Balance.json'],
    ['GET', '/Keys.json'],
    ['GET', '/IncomingPhoneNumbers.json'],
  ])('are refused with 403 and 20008 for any other resource: %s %s', async (method, path) => {
    const { json } = await send(twilio, base + path, { method, authorization });
    expect(json).toMatchObject({ code: 20008, status: 403 });
  });

  it('do not work for the live account, nor live credentials for the test account', async () => {
    const { sid, authToken } = twilio.account;
    const live = `/2010-04-01/Accounts/${sid}/Messages.json`;
    const form = { To: '+15551234567', From: OK, Body: 'x' };
    expect((await send(twilio, live, { authorization, form })).json['code']).toBe(20003);
    const crossed = await send(twilio, `${base}/Messages.json`, {
      authorization: basic(sid, authToken),
      form,
    });
    expect(crossed.json['code']).toBe(20003);
  });
});
