import { describe, expect, it } from 'vitest';
import {
  API_KEY_OPTIONS,
  KEY_SID,
  load,
  OAUTH_OPTIONS,
  SECRET,
} from '#test/support/configuration.js';
import type { Account } from '../accounts/account.js';
import { describeAccount, idleStrategy, type AccountDescription } from './describe-account.js';

const HERE = { name: 'development', isProduction: false, because: 'test' };

async function accountOf(options: object, methods?: readonly string[]): Promise<Account> {
  const { accounts } = await load(options, undefined, methods === undefined ? {} : { methods });
  return accounts[0]!.account;
}

async function described(options: object): Promise<AccountDescription> {
  const account = await accountOf(options);
  return describeAccount(account, idleStrategy(account), HERE);
}

describe('the description of an account', () => {
  it('has everything that is set, but no secret', async () => {
    const description = await described({
      ...API_KEY_OPTIONS,
      region: 'ie1',
      edge: 'dublin',
      webhook: {
        baseUrl: `https://user:${SECRET}@example.com/hooks`,
        signingKeys: [{ name: 'primary', secret: SECRET }, `${SECRET}-2`],
      },
    });

    expect(description).toMatchObject({
      account: 'default',
      method: 'api-key',
      identifier: KEY_SID,
      source: 'options',
      region: 'ie1',
      edge: 'dublin',
      environment: HERE,
      webhook: { verify: true, keys: ['primary', 'key-2'], baseUrl: 'https://example.com/hooks' },
      accessTokenKeySid: KEY_SID,
    });
    expect(JSON.stringify(description)).not.toContain(SECRET);
  });

  it('omits what is not set', async () => {
    const description = await described(OAUTH_OPTIONS);
    const fields = ['region', 'edge', 'accessTokenKeySid'];
    expect(fields.filter((field) => field in description)).toEqual([]);
    expect(description.webhook).toEqual({ verify: true, keys: [] });
  });
});

describe('a strategy before its first call', () => {
  it.each<[string, object, string | undefined]>([
    ['oauth', OAUTH_OPTIONS.auth, OAUTH_OPTIONS.auth.clientId],
    ['api-key', API_KEY_OPTIONS.auth, KEY_SID],
    ['auth-token', { method: 'auth-token', authToken: SECRET }, OAUTH_OPTIONS.accountSid],
    ['test', { method: 'test', authToken: SECRET }, OAUTH_OPTIONS.accountSid],
    ['vault', { method: 'vault' }, undefined],
  ])('of %s has the public identifier of its credential', async (method, auth, identifier) => {
    const methods = ['oauth', 'api-key', 'auth-token', 'test', 'vault'];
    const account = await accountOf({ ...OAUTH_OPTIONS, auth }, methods);
    const expected = identifier === undefined ? { method } : { method, identifier };
    expect(idleStrategy(account)).toEqual(expected);
  });
});
