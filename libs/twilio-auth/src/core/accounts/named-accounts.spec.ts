import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  accountOf,
  API_KEY_OPTIONS,
  KEY_SID,
  load,
  OAUTH_OPTIONS,
  refusalOf,
  SECRET,
  VARIABLES,
  webhookKeysOf,
} from '#test/support/configuration.js';
import type { Variables } from '../config/read-env.js';

const ROOT = {
  ...API_KEY_OPTIONS,
  region: 'ie1',
  edge: 'dublin',
  accessTokens: { keySid: KEY_SID, keySecret: SECRET },
  clientValidation: { credentialSid: `CR${'5'.repeat(32)}`, privateKey: SECRET },
  webhook: { baseUrl: 'https://api.example.com', verify: false, signingKeys: [SECRET] },
};

async function named(options: object, root: object = ROOT, variables?: Variables) {
  const { accounts } = await load({ ...root, accounts: { billing: options } }, variables);
  return accounts.map(({ account }) => account).find(({ name }) => name === 'billing')!;
}

describe('a named account', () => {
  it('inherits where it is and how webhooks reach it, and no secret', async () => {
    const account = await named(OAUTH_OPTIONS);

    expect(account).toMatchObject({ region: 'ie1', edge: 'dublin', rest: { method: 'oauth' } });
    expect(account.webhook).toEqual({
      baseUrl: 'https://api.example.com',
      verify: false,
      keys: [],
    });
    expect(account.accessTokens).toBeUndefined();
    expect(account.clientValidation).toBeUndefined();
  });

  it('inherits no credential', async () => {
    const { problems } = await refusalOf({
      ...ROOT,
      accounts: { billing: { accountSid: ACCOUNT_SID } },
    });
    expect(problems).toMatchObject([{ path: 'accounts.billing.auth' }]);
  });

  it('inherits neither region nor edge once it gives one of them', async () => {
    const account = await named({ ...API_KEY_OPTIONS, region: 'au1' });
    expect(account.region).toBe('au1');
    expect(account.edge).toBeUndefined();
  });

  it('keeps its own webhook settings', async () => {
    const account = await named({
      ...OAUTH_OPTIONS,
      webhook: { verify: true, signingKeys: ['own'] },
    });
    expect(account.webhook).toMatchObject({ baseUrl: 'https://api.example.com', verify: true });
    expect(webhookKeysOf(account)).toEqual([['key-1', 'own']]);
  });

  it('never reads the environment', async () => {
    const variables = {
      ...VARIABLES['api-key'],
      ...VARIABLES['auth-token'],
      TWILIO_AUTH_METHOD: 'auth-token',
    };
    const account = await named(OAUTH_OPTIONS, {}, variables);

    expect(account.webhook).toEqual({ keys: [], verify: true });
    expect(account.accessTokens).toBeUndefined();
  });

  it.each(['default', '', ' ', 'billing ', 'tenant:acme'])('cannot be called %j', async (name) => {
    const { problems } = await refusalOf({ ...OAUTH_OPTIONS, accounts: { [name]: OAUTH_OPTIONS } });
    expect(problems).toMatchObject([{ path: `accounts.${name}` }]);
  });

  it.each([null, 'text', 7, [[]], undefined])('is not %j', async (options) => {
    const { problems } = await refusalOf({ ...OAUTH_OPTIONS, accounts: { billing: options } });
    expect(problems).toMatchObject([
      { path: 'accounts.billing', expected: 'expected an object of account options' },
    ]);
  });

  it.each([[[OAUTH_OPTIONS]], ['text'], [null]])('does not come in %j', async (accounts) => {
    const { problems } = await refusalOf({ ...OAUTH_OPTIONS, accounts });
    expect(problems).toMatchObject([{ path: 'accounts' }]);
  });
});

describe('an account that appears later', () => {
  it('shares what a named account shares', async () => {
    const { loadLater } = await load(ROOT);
    const { account } = await loadLater('acme', OAUTH_OPTIONS);

    expect(account.origin.source).toBe('tenant');
    expect(account).toMatchObject({ region: 'ie1', webhook: { verify: false } });
    expect(account.accessTokens).toBeUndefined();
  });

  it.each([null, 'text', 7, [[]], {}])('is refused when it is %j', async (options) => {
    const { loadLater } = await load(ROOT);
    await expect(loadLater('acme', options as never)).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CONFIG_INVALID',
      account: 'acme',
    });
  });
});

describe('profiles', () => {
  const profiles = { development: API_KEY_OPTIONS, Production: OAUTH_OPTIONS };

  it.each([
    ['Development ', 'api-key'],
    ['production', 'oauth'],
  ])('choose the account of the environment %j', async (nodeEnv, method) => {
    const { accounts } = await load({ profiles }, { NODE_ENV: nodeEnv });
    expect(accounts).toMatchObject([{ account: { name: 'default', rest: { method } } }]);
  });

  it.each(['staging', undefined, '__proto__'])(
    'have none for the environment %j',
    async (nodeEnv) => {
      const { problems } = await refusalOf({ profiles }, { NODE_ENV: nodeEnv });
      expect(problems).toMatchObject([{ path: 'profiles' }]);
    },
  );

  it('are whole accounts: nothing comes from the root or the environment', async () => {
    const { problems } = await refusalOf({ profiles, accountSid: ACCOUNT_SID, webhook: {} });
    expect(problems.map(({ path }) => path)).toEqual(['accountSid', 'webhook']);
    const account = await accountOf(
      { profiles },
      { ...VARIABLES['auth-token'], TWILIO_REGION: 'ie1' },
    );
    expect(account.webhook).toEqual({ keys: [], verify: true });
    expect(account.region).toBeUndefined();
  });

  it('are validated only when they are used, and then with their path', async () => {
    const broken = { development: API_KEY_OPTIONS, production: { accountSid: 'x' } };
    await expect(load({ profiles: broken })).resolves.toBeDefined();
    const { problems } = await refusalOf({ profiles: broken }, { NODE_ENV: 'production' });
    expect(problems.map(({ path }) => path)).toContain('profiles.production.accountSid');
  });
});
