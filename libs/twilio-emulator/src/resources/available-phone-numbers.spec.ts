import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';

interface Search {
  list(options: { limit: number }): Promise<{ phoneNumber: string }[]>;
}

// https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource
describe('available phone numbers', () => {
  let twilio: TwilioEmulator;
  let client: ReturnType<typeof sdk>;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
    client = sdk(twilio, twilio.account.sid, twilio.account.authToken);
  });
  afterAll(() => twilio.stop());

  it('can be bought, and are no longer available then', async () => {
    const search = () => client.availablePhoneNumbers('US').local.list({ areaCode: 510, limit: 3 });
    const [first] = await search();
    expect(first?.phoneNumber).toMatch(/^\+1510555\d{4}$/);
    const phoneNumber = first?.phoneNumber ?? '';
    const bought = await client.incomingPhoneNumbers.create({ phoneNumber });
    expect((await search()).map((number) => number.phoneNumber)).not.toContain(phoneNumber);
    await client.incomingPhoneNumbers(bought.sid).remove();
    expect((await search())[0]?.phoneNumber).toBe(phoneNumber);
  });

  it.each([
    ['US', 'tollFree', /^\+1888/],
    ['GB', 'mobile', /^\+44770/],
    ['AU', 'local', /^\+6128/],
  ] as const)('of %s are searched by kind: %s', async (country, kind, expected) => {
    const search = client.availablePhoneNumbers(country)[kind] as unknown as Search;
    const numbers = await search.list({ limit: 2 });
    expect(numbers).toHaveLength(2);
    for (const { phoneNumber } of numbers) expect(phoneNumber).toMatch(expected);
  });

  it('are searched by digits and capabilities', async () => {
    const { local } = client.availablePhoneNumbers('US');
    const found = await local.list({ contains: '55523*7' });
    expect(found.map(({ phoneNumber }) => phoneNumber)).toEqual(['+14155552307', '+14155552377']);
    expect(await local.list({ smsEnabled: false })).toEqual([]);
    expect(await local.list({ faxEnabled: true })).toEqual([]);
    expect(await local.list({ voiceEnabled: true, mmsEnabled: true })).toHaveLength(30);
  });

  it('exist for some countries, and some kinds', async () => {
    const countries = await client.availablePhoneNumbers.list();
    expect(countries.map(({ countryCode }) => countryCode)).toEqual(['US', 'CA', 'GB', 'AU']);
    expect((await client.availablePhoneNumbers('GB').fetch()).country).toBe('United Kingdom');
    await expect(client.availablePhoneNumbers('ZZ').fetch()).rejects.toMatchObject({ code: 20404 });
    await expect(client.availablePhoneNumbers('US').mobile.list()).rejects.toMatchObject({
      code: 20404,
    });
    await expect(
      client.availablePhoneNumbers('GB').local.list({ areaCode: 510 }),
    ).rejects.toMatchObject({ code: 21451 });
  });
});
