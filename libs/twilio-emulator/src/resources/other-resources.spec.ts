import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';

describe('Calls, numbers, usage and lookups', () => {
  let twilio: TwilioEmulator;
  let account: string;
  let authorization: string;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start({ now: () => 1_800_000_000_000 });
    account = `/2010-04-01/Accounts/${twilio.account.sid}`;
    authorization = basic(twilio.account.sid, twilio.account.authToken);
  });
  afterAll(() => twilio.stop());

  const client = () => sdk(twilio, twilio.account.sid, twilio.account.authToken);
  const CALL = { to: '+15551234567', from: '+15005550010', twiml: '<Response/>' };

  // https://www.twilio.com/docs/voice/api/call-resource
  it('take a call through ringing, in-progress and completed', async () => {
    const { sid } = await client().calls.create(CALL);
    const status = async () => (await client().calls(sid).fetch()).status;
    const seen = [await status()];
    for (let step = 0; step < 3; step += 1) {
      twilio.clock.advance(100);
      seen.push(await status());
    }
    expect(seen).toEqual(['queued', 'ringing', 'in-progress', 'completed']);
    await expect(client().calls(sid).update({ status: 'completed' })).rejects.toMatchObject({
      code: 21220,
    });
  });

  it('end a call at once, and change none that is over', async () => {
    const { sid } = await client().calls.create(CALL);
    twilio.clock.advance(250);
    // A call in progress is not cancelled.
    expect((await client().calls(sid).update({ status: 'canceled' })).status).toBe('in-progress');
    const ended = await client().calls(sid).update({ status: 'completed' });
    expect(ended).toMatchObject({ status: 'completed', duration: '1' });
    expect(ended.endTime).toEqual(new Date(Math.floor(twilio.clock.now() / 1000) * 1000));
    for (const status of ['completed', 'canceled'] as const) {
      await expect(client().calls(sid).update({ status })).rejects.toMatchObject({ code: 21220 });
    }
    const canceled = await client().calls.create(CALL);
    await client().calls(canceled.sid).update({ status: 'canceled' });
    const { startTime, endTime } = await client().calls(canceled.sid).fetch();
    expect([startTime, endTime === null]).toEqual([null, false]);
    await expect(
      client().calls(canceled.sid).update({ status: 'completed' }),
    ).rejects.toMatchObject({ code: 21220 });
    await client().calls(canceled.sid).remove();
  });

  it('end a call, list calls by status and delete one', async () => {
    const { sid } = await client().calls.create(CALL);
    await client().calls(sid).update({ status: 'canceled' });
    const canceled = await client().calls.list({ status: 'canceled' });
    expect(canceled.map((call) => call.sid)).toEqual([sid]);
    await client().calls(sid).remove();
    await expect(client().calls(sid).fetch()).rejects.toMatchObject({ code: 20404 });
  });

  it.each<[Record<string, string>, number]>([
    [{ From: '+15005550010', Url: 'http://a' }, 21201],
    [{ To: '+15551234567', Url: 'http://a' }, 21213],
    [{ To: '+15551234567', From: '+15005550010' }, 21205],
    [{ To: '12', From: '+15005550010', Url: 'http://a' }, 21217],
    [{ To: '+15005550010', From: '+15005550010', Url: 'http://a' }, 21211],
    [{ To: '+15551234567', From: '+15005550010', Url: 'a.test/voice' }, 21205],
    [{ To: '+15551234567', From: '+15005550010', Url: 'http://a', StatusCallback: 'a' }, 21609],
    [{ To: '+15551234567', From: '+15005550010', Url: 'http://a', Method: 'PUT' }, 21209],
    [{ To: '+15551234567', From: '+15005550010', Url: 'a', StatusCallbackEvent: 'x' }, 21626],
  ])('refuse a call with %j', async (form, code) => {
    const { json } = await send(twilio, `${account}/Calls.json`, { authorization, form });
    expect(json).toMatchObject({ code, status: 400 });
  });

  // https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
  it('sell a number once, and let it be configured, found and released', async () => {
    const bought = await client().incomingPhoneNumbers.create({
      phoneNumber: '+15557770000',
      smsUrl: 'http://127.0.0.1/sms',
    });
    await expect(
      client().incomingPhoneNumbers.create({ phoneNumber: '+15557770000' }),
    ).rejects.toMatchObject({ code: 21422 });
    const updated = await client().incomingPhoneNumbers(bought.sid).update({ smsUrl: '' });
    expect(updated.smsUrl).toBe('');
    const found = await client().incomingPhoneNumbers.list({ phoneNumber: '+15557770000' });
    expect(found.map(({ sid }) => sid)).toEqual([bought.sid]);
    await client().incomingPhoneNumbers(bought.sid).remove();
    await expect(client().incomingPhoneNumbers(bought.sid).fetch()).rejects.toMatchObject({
      code: 20404,
    });
  });

  it('sell a number in an area code', async () => {
    const { phoneNumber } = await client().incomingPhoneNumbers.create({ areaCode: '415' });
    expect(phoneNumber).toMatch(/^\+1415555\d{4}$/);
  });

  // https://www.twilio.com/docs/usage/api/usage-record
  it('count messages and calls in the usage records', async () => {
    await client().messages.create({ to: CALL.to, from: CALL.from, body: 'x' });
    const records = await client().usage.records.list({ category: 'sms-outbound' });
    expect(records.map(({ count }) => count)).toEqual(['1']);
    expect(await client().usage.records.today.list()).not.toEqual([]);
    expect((await client().balance.fetch()).balance).toBe('100.00');
  });

  // https://www.twilio.com/docs/lookup/v2-api
  it.each([
    ['+14159929960', { valid: true, country_code: 'US', national_format: '(415) 992-9960' }],
    ['+442071838750', { valid: true, country_code: 'GB', calling_country_code: '44' }],
    ['+12', { valid: false, validation_errors: ['TOO_SHORT'] }],
    ['+141599299', { valid: false, validation_errors: ['TOO_SHORT'], national_format: null }],
    ['+141599299600', { valid: false, validation_errors: ['TOO_LONG'], country_code: null }],
    ['+4420718387501', { valid: false, validation_errors: ['TOO_LONG'] }],
    ['+0155512345', { valid: false, validation_errors: ['INVALID_COUNTRY_CODE'] }],
    ['+14165550100', { valid: true, country_code: 'CA', calling_country_code: '1' }],
    ['4165550100', { phone_number: '+14165550100', country_code: 'CA' }],
    ['02071838750?CountryCode=GB', { phone_number: '+442071838750', country_code: 'GB' }],
    ['0123?CountryCode=GB', { valid: false, validation_errors: ['TOO_SHORT'] }],
    ['4155550100?CountryCode=ZZ', { valid: false, validation_errors: ['INVALID_COUNTRY_CODE'] }],
    ['hello', { valid: false, validation_errors: ['NOT_A_NUMBER'] }],
  ])('look up %s', async (number, expected) => {
    const [path = '', query = ''] = number.split('?');
    const { json } = await send(twilio, `/v2/PhoneNumbers/${encodeURIComponent(path)}?${query}`, {
      host: 'lookups.twilio.com',
      authorization,
    });
    expect(json).toMatchObject(expected);
  });

  it('answer that the data packages of Lookup are not emulated', async () => {
    const { status, json } = await send(twilio, '/v2/PhoneNumbers/+14159929960?Fields=sim_swap', {
      authorization,
    });
    expect([status, json['emulator']]).toEqual([501, true]);
  });
});
