import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  accountFrom,
  accountOf,
  API_KEY_OPTIONS,
  configErrorOf,
  KEY_SID,
  load,
  loadDefault,
  OAUTH_OPTIONS,
  SECRET,
  VARIABLES,
  webhookKeysOf,
} from '#test/support/configuration.js';

const OTHER_KEY = `SK${'9'.repeat(32)}`;
const signing = { TWILIO_ACCESS_TOKEN_KEY: OTHER_KEY, TWILIO_ACCESS_TOKEN_SECRET: SECRET };

describe('a unit that the options do not give', () => {
  it('comes from the environment: access tokens', async () => {
    const { accessTokens } = await accountOf(OAUTH_OPTIONS, { ...signing });
    expect(accessTokens?.keySid).toBe(OTHER_KEY);
  });

  it('comes from the environment: webhooks', async () => {
    const account = await accountOf(OAUTH_OPTIONS, {
      TWILIO_WEBHOOK_SIGNING_KEYS: 'newest, "older"',
      TWILIO_WEBHOOK_BASE_URL: 'https://api.example.com',
    });
    expect(account.webhook.baseUrl).toBe('https://api.example.com');
    expect(webhookKeysOf(account)).toEqual([
      ['key-1', 'newest'],
      ['key-2', 'older'],
    ]);
  });

  it('comes from the environment: the account, beside a webhook of the options', async () => {
    const variables = VARIABLES.oauth;
    const account = await accountOf({ webhook: { verify: false } }, variables);
    expect(account).toMatchObject({ rest: { method: 'oauth' }, webhook: { verify: false } });
  });

  it('signs access tokens with an API key that does not authenticate', async () => {
    const account = await accountFrom({
      ...VARIABLES.oauth,
      ...VARIABLES['api-key'],
    });
    expect(account.accessTokens?.keySid).toBe(KEY_SID);
  });

  it.each([
    ['the environment names no account', undefined, ACCOUNT_SID],
    ['the environment names the same account', ACCOUNT_SID, ACCOUNT_SID],
    ['it is written with a space', ACCOUNT_SID, ` ${ACCOUNT_SID} `],
  ])(
    'signs access tokens of an account of the options with the API key of the environment: %s',
    async (_, named, accountSid) => {
      const variables = { ...VARIABLES['api-key'], TWILIO_ACCOUNT_SID: named };
      const account = await accountOf({ ...OAUTH_OPTIONS, accountSid }, variables);
      expect(account.accessTokens?.keySid).toBe(KEY_SID);
    },
  );

  it('does not sign access tokens with the API key of another account', async () => {
    const variables = { ...VARIABLES['api-key'], TWILIO_ACCOUNT_SID: `AC${'9'.repeat(32)}` };
    expect((await accountOf(OAUTH_OPTIONS, variables)).accessTokens).toBeUndefined();
  });

  it('signs access tokens with its own API key rather than that of the environment', async () => {
    const auth = { ...API_KEY_OPTIONS.auth, keySid: OTHER_KEY };
    const account = await accountOf({ ...API_KEY_OPTIONS, auth }, VARIABLES['api-key']);
    expect(account.accessTokens?.keySid).toBe(OTHER_KEY);
  });

  it.each(['restricted', 'Restricted '])(
    'does not sign access tokens with a key of type %j',
    async (type) => {
      const key = { ...VARIABLES['api-key'], TWILIO_API_KEY_TYPE: type };
      const account = await accountFrom({ ...VARIABLES.oauth, ...key });
      expect(account.accessTokens).toBeUndefined();
    },
  );

  it('does not sign access tokens of a test account with a live key', async () => {
    const account = await accountFrom({
      NODE_ENV: 'test',
      ...VARIABLES.test,
      ...VARIABLES['api-key'],
    });
    expect(account.rest.method).toBe('test');
    expect(account.accessTokens).toBeUndefined();
  });

  it('verifies webhooks with an Auth Token that does not authenticate', async () => {
    const variables = VARIABLES['auth-token'];
    const account = await accountOf(OAUTH_OPTIONS, variables);
    expect(webhookKeysOf(account)).toEqual([['auth-token', `${SECRET}-token`]]);
  });

  it('verifies webhooks with the rotated Auth Token when it also authenticates', async () => {
    const loaded = await loadDefault({}, VARIABLES['auth-token']);
    const rotated = await loaded.renewal?.withAuth({ method: 'auth-token', authToken: 'newer' });
    expect(webhookKeysOf(loaded.account)).toEqual([['auth-token', `${SECRET}-token`]]);
    expect(webhookKeysOf(rotated!.account)).toEqual([['auth-token', 'newer']]);
  });

  it('verifies webhooks with signing keys rather than the Auth Token', async () => {
    const both = { ...VARIABLES['auth-token'], TWILIO_WEBHOOK_SIGNING_KEYS: 'newest' };
    const account = await accountOf(OAUTH_OPTIONS, { ...both });
    expect(webhookKeysOf(account)).toEqual([['key-1', 'newest']]);
  });
});

describe('a unit that the options give', () => {
  it.each([
    ['region', { region: 'us1' }],
    ['accountSid', { accountSid: ACCOUNT_SID }],
  ])('is not filled in from the environment: an account of %s alone', async (_what, options) => {
    const { problems } = await configErrorOf(options, VARIABLES.oauth);
    expect(problems.map(({ path }) => path)).toContain('auth');
    expect(problems.some(({ variable }) => variable !== undefined)).toBe(false);
  });

  it('is not filled in: a webhook without keys, beside an Auth Token', async () => {
    const variables = VARIABLES['auth-token'];
    const account = await accountOf({ ...OAUTH_OPTIONS, webhook: { verify: true } }, variables);
    expect(account.webhook).toEqual({ keys: [], verify: true });
  });

  it('is not filled in: access tokens without a secret', async () => {
    const options = { ...OAUTH_OPTIONS, accessTokens: { keySid: KEY_SID } };
    const { problems } = await configErrorOf(options, { ...signing });
    expect(problems).toMatchObject([{ path: 'accessTokens.keySecret' }]);
  });

  it('is loaded even when the variables of the unit are invalid', async () => {
    const options = {
      ...OAUTH_OPTIONS,
      accessTokens: { keySid: KEY_SID, keySecret: SECRET },
      webhook: { baseUrl: 'https://api.example.com' },
    };
    const broken = {
      TWILIO_ACCOUNT_SID: 'nonsense',
      TWILIO_API_SECRET: 'half a set',
      TWILIO_AUTH_TOKEN_FILE: '/no/such/file',
      TWILIO_ACCESS_TOKEN_KEY: 'nonsense',
      TWILIO_WEBHOOK_SIGNING_KEYS: ',,,,,,,,',
      TWILIO_WEBHOOK_BASE_URL: 'nonsense',
      TWILIO_REGION: '?',
    };
    await expect(load(options, broken)).resolves.toBeDefined();
  });
});

describe('profiles', () => {
  const profiles = { development: API_KEY_OPTIONS, Production: OAUTH_OPTIONS };

  it.each([
    ['Development ', 'api-key'],
    ['production', 'oauth'],
  ])('select the account of the environment %j', async (nodeEnv, method) => {
    const { accounts } = await load({ profiles }, { NODE_ENV: nodeEnv });
    expect(accounts).toMatchObject([{ account: { name: 'default', rest: { method } } }]);
  });

  it.each(['staging', undefined, '__proto__'])(
    'are an error when none is for the environment %j',
    async (nodeEnv) => {
      const { problems } = await configErrorOf({ profiles }, { NODE_ENV: nodeEnv });
      expect(problems).toMatchObject([{ path: 'profiles' }]);
    },
  );

  it('are complete accounts: nothing comes from the root options or the environment', async () => {
    const { problems } = await configErrorOf({ profiles, accountSid: ACCOUNT_SID, webhook: {} });
    expect(problems.map(({ path }) => path)).toEqual(['accountSid', 'webhook']);
    const account = await accountOf(
      { profiles },
      { ...VARIABLES['auth-token'], TWILIO_REGION: 'ie1' },
    );
    expect(account.webhook).toEqual({ keys: [], verify: true });
    expect(account.region).toBeUndefined();
  });

  it('are validated only when they are selected', async () => {
    const broken = { development: API_KEY_OPTIONS, production: { accountSid: 'x' } };
    await expect(load({ profiles: broken })).resolves.toBeDefined();
    const { problems } = await configErrorOf({ profiles: broken }, { NODE_ENV: 'production' });
    expect(problems.map(({ path }) => path)).toContain('profiles.production.accountSid');
  });
});
