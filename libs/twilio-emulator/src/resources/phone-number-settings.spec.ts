import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, send } from '../../test/support/send.js';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';

// https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
describe('phone numbers', () => {
  let twilio: TwilioEmulator;
  let client: ReturnType<typeof sdk>;
  let authorization: string;
  let path: string;
  let sid: string;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
    client = sdk(twilio, twilio.account.sid, twilio.account.authToken);
    authorization = basic(twilio.account.sid, twilio.account.authToken);
    ({ sid } = await client.incomingPhoneNumbers.create({ phoneNumber: '+15557770000' }));
    path = `/2010-04-01/Accounts/${twilio.account.sid}/IncomingPhoneNumbers/${sid}.json`;
  });
  afterAll(() => twilio.stop());

  const hex = 'a'.repeat(32);

  it('keep every setting', async () => {
    const form = {
      FriendlyName: 'Support',
      ApiVersion: '2008-08-01',
      SmsUrl: 'https://a.test/sms',
      SmsMethod: 'get',
      SmsFallbackUrl: 'https://a.test/sms-fallback',
      SmsFallbackMethod: 'GET',
      SmsApplicationSid: `AP${hex}`,
      VoiceUrl: 'https://a.test/voice',
      VoiceMethod: 'GET',
      VoiceFallbackUrl: 'https://a.test/voice-fallback',
      VoiceFallbackMethod: 'GET',
      VoiceApplicationSid: `AP${hex}`,
      VoiceCallerIdLookup: 'true',
      VoiceReceiveMode: 'fax',
      StatusCallback: 'https://a.test/status',
      StatusCallbackMethod: 'GET',
      TrunkSid: `TK${hex}`,
      AddressSid: `AD${hex}`,
      BundleSid: `BU${hex}`,
      IdentitySid: `RI${hex}`,
      EmergencyStatus: 'Active',
      EmergencyAddressSid: `AD${hex}`,
    };
    await send(twilio, path, { authorization, form });
    const { json } = await send(twilio, path, { authorization });
    const snake = (name: string): string =>
      name.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
    const shown = Object.entries(form).map(([name, value]) => [snake(name), value]);
    expect(json).toMatchObject({
      ...(Object.fromEntries(shown) as object),
      sms_method: 'GET',
      voice_caller_id_lookup: true,
      emergency_address_status: 'registered',
    });
    const cleared = await send(twilio, path, { authorization, form: { SmsUrl: '', TrunkSid: '' } });
    expect(cleared.json).toMatchObject({ sms_url: '', trunk_sid: null, bundle_sid: `BU${hex}` });
  });

  it.each([
    [{ SmsUrl: 'a.test/sms' }, 21402],
    [{ VoiceMethod: 'PUT' }, 21403],
    [{ VoiceCallerIdLookup: 'yes' }, 20001],
    [{ SmsApplicationSid: 'AP1' }, 20001],
    [{ FriendlyName: 'x'.repeat(65) }, 20001],
  ])('refuse %j, and change nothing', async (form, code) => {
    const answer = await send(twilio, path, {
      authorization,
      form: { ...form, StatusCallback: 'https://a.test/new' },
    });
    expect(answer.json).toMatchObject({ code, status: 400 });
    const { json } = await send(twilio, path, { authorization });
    expect(json['status_callback']).toBe('https://a.test/status');
  });

  it('are given to a subaccount and back by the parent', async () => {
    const child = await client.api.v2010.accounts.create({ friendlyName: 'child' });
    const moved = await client.incomingPhoneNumbers(sid).update({ accountSid: child.sid });
    expect(moved.accountSid).toBe(child.sid);
    await expect(client.incomingPhoneNumbers(sid).fetch()).rejects.toMatchObject({ code: 20404 });
    const { incomingPhoneNumbers } = client.api.v2010.accounts(child.sid);
    expect((await incomingPhoneNumbers(sid).fetch()).phoneNumber).toBe('+15557770000');
    await incomingPhoneNumbers(sid).update({ accountSid: twilio.account.sid });
    expect((await client.incomingPhoneNumbers(sid).fetch()).accountSid).toBe(twilio.account.sid);
  });

  it('are not given to an account that is not the own one', async () => {
    const stranger = `AC${'b'.repeat(32)}`;
    await expect(
      client.incomingPhoneNumbers(sid).update({ accountSid: stranger }),
    ).rejects.toMatchObject({ status: 400, code: 20001 });
    const [child] = twilio.account.subaccounts;
    const own = basic(child?.sid ?? '', child?.authToken ?? '');
    const bought = await send(
      twilio,
      path.replace(/AC\w+/, child?.sid ?? '').replace(/\/PN\w+/, ''),
      {
        authorization: own,
        form: { PhoneNumber: '+15557770009' },
      },
    );
    const refused = await send(twilio, String(bought.json['uri']), {
      authorization: own,
      form: { AccountSid: twilio.account.sid },
    });
    expect(refused.json).toMatchObject({ status: 400, code: 20001 });
  });

  it.each([
    ['Local', '+15557770001'],
    ['Mobile', '+447700900123'],
    ['TollFree', '+18005551234'],
  ] as const)('are bought and listed by kind: %s', async (kind, phoneNumber) => {
    const all = path.replace(/\/PN\w+\.json/, `/${kind}.json`);
    const wrong = kind === 'Local' ? '+18005550000' : '+15557770002';
    const refused = await send(twilio, all, { authorization, form: { PhoneNumber: wrong } });
    expect(refused.json).toMatchObject({ status: 400, code: 21421 });
    const form = { PhoneNumber: phoneNumber, FriendlyName: kind };
    const bought = await send(twilio, all, { authorization, form });
    expect(bought.json).toMatchObject({ phone_number: phoneNumber, friendly_name: kind });
    const { json } = await send(twilio, `${all}?FriendlyName=${kind}`, { authorization });
    expect(json['incoming_phone_numbers']).toMatchObject([{ phone_number: phoneNumber }]);
    const others = await send(twilio, all, { authorization });
    const types = (others.json['incoming_phone_numbers'] as { type: string }[]).map(
      ({ type }) => type,
    );
    expect(new Set(types).size).toBe(1);
  });

  it.each([
    ['PhoneNumber=%2B44770', 1],
    ['PhoneNumber=8005551*34', 1],
    ['PhoneNumber=123', 2],
    ['PhoneNumber=nonsense', 0],
    ['Origin=hosted', 0],
    ['Origin=twilio&Beta=false&PhoneNumber=%2B44', 1],
  ])('are filtered by %s', async (query, count) => {
    const all = path.replace(/\/PN\w+\.json/, `.json?${query}`);
    const { json } = await send(twilio, all, { authorization });
    expect(json['incoming_phone_numbers']).toHaveLength(count);
  });
});
