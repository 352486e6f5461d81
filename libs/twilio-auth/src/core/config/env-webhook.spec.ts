import { describe, expect, it } from 'vitest';
import {
  accountOf,
  API_KEY_OPTIONS,
  configErrorOf,
  VARIABLES,
} from '#test/support/configuration.js';

const KEYS = { TWILIO_WEBHOOK_SIGNING_KEYS: 'a-signing-key-of-some-length' };
const BASIC = { TWILIO_WEBHOOK_BASIC_USERNAME: 'twilio', TWILIO_WEBHOOK_BASIC_PASSWORD: 'secret' };

const load = (variables: Record<string, string>) =>
  accountOf({}, { ...VARIABLES['api-key'], ...variables });

describe('webhooks of the environment', () => {
  it('are verified with SharedKeys beside other keys, and alone', async () => {
    const shared = { TWILIO_WEBHOOK_SHARED_KEYS: 'k1:a-shared-key-of-some-length' };
    const both = await load({ ...KEYS, ...shared });
    expect(both.webhook.keys.map(({ keyId }) => keyId)).toEqual([undefined, 'k1']);
    expect(both.origin.variables).toMatchObject({
      'webhook.signingKeys': 'TWILIO_WEBHOOK_SIGNING_KEYS',
      'webhook.sharedKeys': 'TWILIO_WEBHOOK_SHARED_KEYS',
    });
    const alone = await load(shared);
    expect(alone.webhook.keys.map(({ keyId }) => keyId)).toEqual(['k1']);
    expect(alone.origin.variables['webhook.signingKeys']).toBe('TWILIO_WEBHOOK_SHARED_KEYS');
  });

  it('ask for Basic credentials, of which both halves are needed', async () => {
    const { webhook } = await load({ ...KEYS, ...BASIC });
    expect(webhook.basic?.username).toBe('twilio');
    expect((await load(KEYS)).webhook.basic).toBeUndefined();
    for (const name of ['TWILIO_WEBHOOK_BASIC_USERNAME', 'TWILIO_WEBHOOK_BASIC_PASSWORD']) {
      const { [name]: _, ...half } = { ...KEYS, ...BASIC } as Record<string, string>;
      const { problems } = await configErrorOf({}, { ...VARIABLES['api-key'], ...half });
      expect(problems).toHaveLength(1);
    }
  });

  it.each(['', 'a:b', 'a\tb', ':'])('refuse the Basic user name %j', async (username) => {
    const webhook = { basic: { username, password: 'secret' } };
    const { problems } = await configErrorOf({ ...API_KEY_OPTIONS, webhook });
    expect(problems.map(({ path }) => path)).toContain('webhook.basic.username');
  });

  it.each(['a b', 'a,b', 'a,', ',a'])('refuse the key id %j', async (keyId) => {
    const signingKeys = [{ secret: 'a-shared-key-of-some-length', keyId }];
    const { problems } = await configErrorOf({ ...API_KEY_OPTIONS, webhook: { signingKeys } });
    expect(problems.map(({ path }) => path)).toContain('webhook.signingKeys[0].keyId');
  });
});
