import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  API_KEY_OPTIONS,
  KEY_SID,
  load,
  loadDefault,
  SECRET,
  VARIABLES,
  webhookKeysOf,
} from '#test/support/configuration.js';
import { BUILT_IN_METHODS } from '../config/methods.js';

const fetched = () => SECRET;
/** A short file that is always there. */
const FILE = fileURLToPath(new URL('../../../../../.nvmrc', import.meta.url));
const methods = [...BUILT_IN_METHODS, 'vault'];

/** Options of an account with one secret that comes from a function. */
const FETCHED = {
  auth: { ...API_KEY_OPTIONS, auth: { ...API_KEY_OPTIONS.auth, keySecret: fetched } },
  accessTokens: { ...API_KEY_OPTIONS, accessTokens: { keySid: KEY_SID, keySecret: fetched } },
  clientValidation: {
    ...API_KEY_OPTIONS,
    clientValidation: { credentialSid: `CR${'5'.repeat(32)}`, privateKey: fetched },
  },
  signingKeys: { ...API_KEY_OPTIONS, webhook: { signingKeys: ['fixed', fetched] } },
  namedKeys: { ...API_KEY_OPTIONS, webhook: { signingKeys: [{ name: 'old', secret: fetched }] } },
};

/** Options whose secrets are all fixed, or opaque. */
const FIXED = {
  'an API key': API_KEY_OPTIONS,
  'a custom method': { accountSid: ACCOUNT_SID, auth: { method: 'vault', keySecret: fetched } },
};

describe('the renewal of an account', () => {
  it.each(Object.entries(FETCHED))('can bring a new secret of %s', async (_unit, options) => {
    const { renewal } = await loadDefault(options, {}, { methods });
    expect(renewal?.isRereadable).toBe(true);
  });

  it.each(Object.entries(FIXED))('cannot bring a new secret of %s', async (_what, options) => {
    const { renewal } = await loadDefault(options, {}, { methods });
    expect(renewal?.isRereadable).toBe(false);
  });

  it('can bring no new secret where variables hold the secrets themselves', async () => {
    const signing = { TWILIO_ACCESS_TOKEN_KEY: KEY_SID, TWILIO_ACCESS_TOKEN_SECRET: 'secret' };
    const keys = { TWILIO_WEBHOOK_SIGNING_KEYS: 'newest,older' };
    const { renewal } = await loadDefault({}, { ...VARIABLES.oauth, ...signing, ...keys });
    expect(renewal?.isRereadable).toBe(false);
  });

  it.each(['TWILIO_OAUTH_CLIENT_SECRET', 'TWILIO_WEBHOOK_SIGNING_KEYS'])(
    'can bring a new secret from the file that %s_FILE names',
    async (name) => {
      const variables = { ...VARIABLES.oauth, [name]: undefined, [`${name}_FILE`]: FILE };
      expect((await loadDefault({}, variables)).renewal?.isRereadable).toBe(true);
    },
  );

  it.each(Object.entries(FETCHED))('is kept for a tenant with %s', async (_unit, options) => {
    const { loadLater } = await load({}, VARIABLES.oauth, { methods });
    expect((await loadLater('tenant:acme', options)).renewal).toBeDefined();
  });

  it.each(Object.entries(FIXED))('is not kept for a tenant with %s', async (_what, options) => {
    const { loadLater } = await load({}, VARIABLES.oauth, { methods });
    expect((await loadLater('tenant:acme', options as never)).renewal).toBeUndefined();
  });

  it('to another credential keeps everything but the credential and its variables', async () => {
    const variables = { ...VARIABLES['auth-token'], TWILIO_WEBHOOK_SIGNING_KEYS: 'newest' };
    const { account, renewal } = await loadDefault({}, variables);
    const rotated = (await renewal!.withAuth(API_KEY_OPTIONS.auth)).account;

    expect(account.origin.variables).toHaveProperty(['auth.authToken'], 'TWILIO_AUTH_TOKEN');
    expect(rotated.rest.method).toBe('api-key');
    expect(webhookKeysOf(rotated)).toEqual([['key-1', 'newest']]);
    expect(rotated.origin).toMatchObject({ source: 'environment', methodNamed: true });
    expect(Object.keys(rotated.origin.variables)).toContain('webhook.signingKeys');
    expect(Object.keys(rotated.origin.variables)).not.toContain('auth.authToken');
  });
});
