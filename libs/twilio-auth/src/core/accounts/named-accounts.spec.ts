import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  API_KEY_OPTIONS,
  configErrorOf,
  KEY_SID,
  load,
  OAUTH_OPTIONS,
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
  it('inherits region, edge and webhook settings, and no secret', async () => {
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
    const { problems } = await configErrorOf({
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

  it.each(['default', 'candidate', 'tenant:acme', '', ' ', 'billing '])(
    'cannot be named %j',
    async (name) => {
      const { problems } = await configErrorOf({
        ...OAUTH_OPTIONS,
        accounts: { [name]: OAUTH_OPTIONS },
      });
      expect(problems).toMatchObject([{ path: `accounts.${name}` }]);
    },
  );

  it.each([null, 'text', 7, [[]], undefined])(
    'is rejected when its options are %j',
    async (options) => {
      const { problems } = await configErrorOf({
        ...OAUTH_OPTIONS,
        accounts: { billing: options },
      });
      expect(problems).toMatchObject([
        { path: 'accounts.billing', expected: 'expected an object of account options' },
      ]);
    },
  );

  it.each([[[OAUTH_OPTIONS]], ['text'], [null]])(
    'is rejected when the accounts are %j',
    async (accounts) => {
      const { problems } = await configErrorOf({ ...OAUTH_OPTIONS, accounts });
      expect(problems).toMatchObject([{ path: 'accounts' }]);
    },
  );
});

describe('an account that is loaded later', () => {
  it('inherits what a named account inherits', async () => {
    const { loadLater } = await load(ROOT);
    const { account } = await loadLater('acme', OAUTH_OPTIONS);

    expect(account.origin.source).toBe('tenant');
    expect(account).toMatchObject({ region: 'ie1', webhook: { verify: false } });
    expect(account.accessTokens).toBeUndefined();
  });

  it.each([null, 'text', 7, [[]], {}])('is rejected when its options are %j', async (options) => {
    const { loadLater } = await load(ROOT);
    await expect(loadLater('acme', options as never)).rejects.toMatchObject({
      code: 'TWILIO_AUTH_CONFIG_INVALID',
      account: 'acme',
    });
  });
});
