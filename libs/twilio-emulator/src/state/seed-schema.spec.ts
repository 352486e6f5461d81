import { Ajv2020 } from 'ajv/dist/2020.js';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { checkedSeed, SEED_SCHEMA } from './check-seed.js';
import { defaultSeed } from './seed.js';
import { withStableCredentials } from './stable-seed.js';

const isValid = new Ajv2020().compile(SEED_SCHEMA);
const isAccepted = (seed: unknown): boolean => {
  try {
    checkedSeed(seed);
    return true;
  } catch {
    return false;
  }
};

const hex = 'a'.repeat(32);
const messages = ['/twilio/messaging/messages/create'];

/** Values of every kind, right and wrong, for every field of an account. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  sid: [`AC${hex}`, `SK${hex}`, 'AC1', 1, null],
  friendlyName: ['Shop', '', 'x\ny', 1],
  clientValidation: ['off', 'enforced', 'maybe', true],
  status: ['active', 'closed', 'gone'],
  authToken: [hex, hex.slice(1), null],
  secondaryAuthToken: [hex, ''],
  regionalAuthTokens: [{ ie1: hex }, {}, { ie1: 'x' }, [], 'ie1'],
  balance: ['12.50', '-3', '1,5', 12.5],
  apiKeys: [
    [],
    [{ type: 'main' }, { type: 'standard', region: 'ie1', sid: `SK${hex}`, secret: 's' }],
    [{ type: 'restricted', permissions: messages }],
    [{ type: 'restricted', permissions: ['/twilio/messaging/messages/*'] }],
    [{ type: 'restricted' }],
    [{ type: 'restricted', permissions: [] }],
    [{ type: 'restricted', permissions: messages, region: 'ie1' }],
    [{ type: 'standard', permissions: messages }],
    [{ type: 'standard', secret: '' }],
    [{ type: 'main', friendlyName: 'x'.repeat(65) }],
    [{ type: 'other' }],
    [{}],
    {},
  ],
  oauthApps: [
    [{}],
    [{ accessTokenTtlSeconds: 60, permissions: messages, deniedPermissions: [] }],
    [{ accessTokenTtlSeconds: 59 }],
    [{ accessTokenTtlSeconds: 60.5 }],
    [{ clientId: hex }],
    [{ permissions: ['messages'] }],
  ],
  phoneNumbers: [
    [{ phoneNumber: '+15005550010', smsUrl: '', voiceUrl: 'http://127.0.0.1/x' }],
    [{ phoneNumber: '5005550010' }],
    [{ phoneNumber: '+15005550010', smsUrl: 'ftp://x' }],
    [{}],
  ],
  sharedKeys: [
    [{ name: 'a', secret: 'b', keyId: 'c', algorithm: 'hmac-sha1' }],
    [{ name: 'a' }],
    [{ name: 'a', secret: 'b', keyId: 'c d' }],
    [{ name: 'a', secret: 'b', algorithm: 'md5' }],
  ],
  testCredentials: [{}, { accountSid: `AC${hex}`, authToken: hex }, { sid: `AC${hex}` }, null],
  subaccounts: [[{}], [{ friendlyName: 'x' }], [{ subaccounts: [] }], [{ testCredentials: {} }]],
  authTokn: [hex],
};

describe('the JSON Schema of a seed', () => {
  it('is the one that the package publishes', async () => {
    const text = await format(JSON.stringify(SEED_SCHEMA), { parser: 'json', printWidth: 100 });
    await expect(text).toMatchFileSnapshot('../../seed.schema.json');
  });

  it('accepts the default seed, and one that names its schema', () => {
    expect(isValid(defaultSeed())).toBe(true);
    expect(isValid(withStableCredentials(defaultSeed()))).toBe(true);
    const seed = { $schema: './seed.schema.json', accounts: [{}] };
    expect([isValid(seed), isAccepted(seed)]).toEqual([true, true]);
  });

  it.each(Object.entries(VALUES))('agrees with the emulator about %s', (name, values) => {
    for (const value of values) {
      const seed = { accounts: [{ [name]: value }] };
      expect({ seed, valid: isValid(seed) }).toEqual({ seed, valid: isAccepted(seed) });
    }
  });

  it.each([null, [], {}, { accounts: {} }, { accounts: [] }, { accounts: [1] }, { account: [{}] }])(
    'agrees with the emulator about %j',
    (seed) => {
      expect([isValid(seed), isAccepted(seed)]).toEqual([false, false]);
    },
  );

  it('has a value for every field of an account', () => {
    const { accounts } = SEED_SCHEMA['properties'] as {
      accounts: { items: { properties: object } };
    };
    const fields = Object.keys(accounts.items.properties);
    expect(Object.keys(VALUES)).toEqual(expect.arrayContaining(fields));
  });

  it('is not needed to find a typing error: the emulator names the nearest field', () => {
    const seed = { accounts: [{ authtoken: hex, phoneNumers: [], zzz: 1 }] };
    expect(() => checkedSeed(seed)).toThrow(
      /authtoken: unknown field, did you mean authToken\?[\s\S]*phoneNumers: unknown field, did you mean phoneNumbers\?[\s\S]*zzz: unknown field \(known/,
    );
  });
});
