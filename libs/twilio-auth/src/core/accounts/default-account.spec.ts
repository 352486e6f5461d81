import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  accountFrom,
  accountOf,
  KEY_SID,
  load,
  loadDefault,
  OAUTH_OPTIONS,
  refusalOf,
  SECRET,
  VARIABLES,
  webhookKeysOf,
} from '#test/support/configuration.js';
import type { LoadedConfig } from './load-config.js';

const OTHER_KEY = `SK${'9'.repeat(32)}`;
const signing = { TWILIO_ACCESS_TOKEN_KEY: OTHER_KEY, TWILIO_ACCESS_TOKEN_SECRET: SECRET };
const namesOf = ({ accounts }: LoadedConfig) => accounts.map(({ account }) => account.name);

describe('a unit that is absent from the options', () => {
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

  it('is signed with the API key that authenticates nothing', async () => {
    const account = await accountFrom({
      ...VARIABLES.oauth,
      ...VARIABLES['api-key'],
    });
    expect(account.accessTokens?.keySid).toBe(KEY_SID);
  });

  it.each(['restricted', 'Restricted '])(
    'is not signed with a key of the type %j',
    async (type) => {
      const key = { ...VARIABLES['api-key'], TWILIO_API_KEY_TYPE: type };
      const account = await accountFrom({ ...VARIABLES.oauth, ...key });
      expect(account.accessTokens).toBeUndefined();
    },
  );

  it('is not signed with a live key for a test account', async () => {
    const account = await accountFrom({
      NODE_ENV: 'test',
      ...VARIABLES.test,
      ...VARIABLES['api-key'],
    });
    expect(account.rest.method).toBe('test');
    expect(account.accessTokens).toBeUndefined();
  });

  it('verifies with an Auth Token that authenticates nothing', async () => {
    const variables = VARIABLES['auth-token'];
    const account = await accountOf(OAUTH_OPTIONS, variables);
    expect(webhookKeysOf(account)).toEqual([['auth-token', `${SECRET}-token`]]);
  });

  it('leaves an Auth Token that authenticates to the account, so that it follows a rotation', async () => {
    const loaded = await loadDefault({}, VARIABLES['auth-token']);
    const rotated = await loaded.renewal?.withAuth({ method: 'auth-token', authToken: 'newer' });
    expect(webhookKeysOf(loaded.account)).toEqual([['auth-token', `${SECRET}-token`]]);
    expect(webhookKeysOf(rotated!.account)).toEqual([['auth-token', 'newer']]);
  });

  it('prefers signing keys to the Auth Token', async () => {
    const both = { ...VARIABLES['auth-token'], TWILIO_WEBHOOK_SIGNING_KEYS: 'newest' };
    const account = await accountOf(OAUTH_OPTIONS, { ...both });
    expect(webhookKeysOf(account)).toEqual([['key-1', 'newest']]);
  });
});

describe('a unit that is given', () => {
  it.each([
    ['region', { region: 'us1' }],
    ['accountSid', { accountSid: ACCOUNT_SID }],
  ])('is not filled in from the environment: an account of %s alone', async (_what, options) => {
    const { problems } = await refusalOf(options, VARIABLES.oauth);
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
    const { problems } = await refusalOf(options, { ...signing });
    expect(problems).toMatchObject([{ path: 'accessTokens.keySecret' }]);
  });

  it('leaves the variables of its unit unread, however broken they are', async () => {
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

describe('without a default account', () => {
  const accounts = { billing: OAUTH_OPTIONS };

  it('named accounts are enough', async () => {
    expect(namesOf(await load({ accounts }))).toEqual(['billing']);
  });

  it('tenants are enough', async () => {
    await expect(load({ resolveAccount: async () => undefined })).resolves.toMatchObject({
      accounts: [],
    });
  });

  it('credentials in the environment still make one', async () => {
    const variables = VARIABLES.oauth;
    expect(namesOf(await load({ accounts }, variables))).toEqual(['default', 'billing']);
  });

  it('secrets for it are an error rather than ignored', async () => {
    const accessTokens = { keySid: KEY_SID, keySecret: SECRET };
    const { message } = await refusalOf({ accounts, accessTokens });
    expect(message).toMatch(/no Twilio credentials are set/);
  });

  it('named accounts share the base URL of the root all the same', async () => {
    const baseUrl = 'https://api.example.com';
    const byOption = await load({ accounts, webhook: { baseUrl } });
    const byVariable = await load({ accounts }, { TWILIO_WEBHOOK_BASE_URL: baseUrl });

    expect(byOption.accounts).toMatchObject([{ account: { webhook: { baseUrl } } }]);
    expect(byVariable.accounts).toMatchObject([{ account: { webhook: { baseUrl } } }]);
  });
});
