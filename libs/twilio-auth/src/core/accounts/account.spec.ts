import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  accountOf,
  API_KEY_OPTIONS,
  KEY_SID,
  OAUTH_OPTIONS,
  SECRET,
  VARIABLES,
} from '#test/support/configuration.js';
import { verifiesWithAuthTokenVariable } from '../config/account-origin.js';
import type { Variables } from '../config/read-env.js';
import { sameCredential, sameRestSecret, sameSecrets } from './account.js';
import { unknownAccount } from './unknown-account.js';

const TOKEN = { accountSid: ACCOUNT_SID, auth: { method: 'auth-token', authToken: SECRET } };
const keyType = (type: string) => ({
  ...API_KEY_OPTIONS,
  auth: { ...API_KEY_OPTIONS.auth, keyType: type },
});

describe('an account', () => {
  it('verifies webhooks with its Auth Token only when that authenticates it', async () => {
    expect((await accountOf(TOKEN)).webhook.keys.map(({ name }) => name)).toEqual(['auth-token']);
    expect((await accountOf(API_KEY_OPTIONS)).webhook).toEqual({ keys: [], verify: true });
    expect((await accountOf({ ...TOKEN, webhook: { signingKeys: [] } })).webhook.keys).toEqual([]);
  });

  it('signs access tokens with its API key unless the key is restricted', async () => {
    expect((await accountOf(API_KEY_OPTIONS)).accessTokens).toMatchObject({
      keySid: KEY_SID,
      defaultTtlSeconds: 3600,
    });
    expect((await accountOf(keyType('main'))).accessTokens?.keySid).toBe(KEY_SID);
    expect((await accountOf(keyType('restricted'))).accessTokens).toBeUndefined();
  });

  it.each([
    ['an OAuth secret', OAUTH_OPTIONS],
    ['an Auth Token', TOKEN],
  ])('never signs access tokens with %s', async (_what, options) => {
    expect((await accountOf(options)).accessTokens).toBeUndefined();
  });

  it('signs access tokens for its own region unless the key has another', async () => {
    const located = { ...API_KEY_OPTIONS, region: 'ie1', edge: 'dublin' };
    expect((await accountOf(located)).accessTokens?.region).toBe('ie1');
    const accessTokens = {
      keySid: KEY_SID,
      keySecret: SECRET,
      region: 'au1',
      defaultTtlSeconds: 60,
    };
    expect((await accountOf({ ...located, accessTokens })).accessTokens).toMatchObject({
      region: 'au1',
      defaultTtlSeconds: 60,
    });
  });

  it('knows whether TWILIO_AUTH_TOKEN verifies its webhooks', async () => {
    const ambient = VARIABLES['auth-token'];
    const signing = { ...ambient, TWILIO_WEBHOOK_SIGNING_KEYS: 'x' };
    const verifies = async (variables?: Variables) =>
      verifiesWithAuthTokenVariable((await accountOf(OAUTH_OPTIONS, variables)).origin);

    expect(await verifies(ambient)).toBe(true);
    expect(await verifies()).toBe(false);
    expect(await verifies(signing)).toBe(false);
  });

  it('is frozen, and shows no secret', async () => {
    const account = await accountOf({ ...TOKEN, webhook: { signingKeys: [SECRET] } });
    expect(Object.isFrozen(account)).toBe(true);
    expect(
      inspect(account, { depth: 10, showHidden: true }) + JSON.stringify(account),
    ).not.toContain(SECRET);
  });
});

describe('the secrets of two versions of an account', () => {
  it('are not seen in a custom method, whose options are compared as a whole', async () => {
    const vault = (path: string) =>
      accountOf({ ...TOKEN, auth: { method: 'vault', path } }, undefined, { methods: ['vault'] });
    const [one, same, other] = [await vault('a'), await vault('a'), await vault('b')];
    expect([sameRestSecret(one, other), sameSecrets(one, same)]).toEqual([true, true]);
    expect([sameCredential(one, other), sameSecrets(one, other)]).toEqual([false, false]);
    const token = await accountOf(TOKEN);
    expect(sameRestSecret(one, token)).toBe(false);
    expect([sameCredential(one, token), sameCredential(token, one)]).toEqual([false, false]);
  });

  it('are of another credential where anything else of it differs', async () => {
    const auth = { ...API_KEY_OPTIONS.auth, keyType: 'restricted' };
    const before = await accountOf({ ...API_KEY_OPTIONS, auth });
    const changed = [
      { ...auth, keySid: `SK${'9'.repeat(32)}` },
      { ...auth, keyType: 'standard' },
      { ...auth, permissions: ['/twilio/messaging/messages/read'] },
    ];
    for (const one of changed) {
      const after = await accountOf({ ...API_KEY_OPTIONS, auth: one });
      expect([sameRestSecret(before, after), sameSecrets(before, after)]).toEqual([true, false]);
    }
  });

  it('differ when any one of them differs', async () => {
    const clientValidation = { credentialSid: `CR${'5'.repeat(32)}`, privateKey: 'one' };
    const accessTokens = { keySid: KEY_SID, keySecret: 'one' };
    const base = {
      ...API_KEY_OPTIONS,
      accessTokens,
      clientValidation,
      webhook: { signingKeys: ['one'] },
    };
    const changed = [
      { ...base, auth: { ...base.auth, keySecret: 'two' } },
      { ...base, accessTokens: { keySid: KEY_SID, keySecret: 'two' } },
      { ...base, clientValidation: { ...clientValidation, privateKey: 'two' } },
      { ...base, webhook: { signingKeys: ['two'] } },
      { ...base, webhook: { signingKeys: ['one', 'two'] } },
    ];
    const before = await accountOf(base);
    const after = await Promise.all(changed.map((options) => accountOf(options)));

    expect(sameSecrets(before, await accountOf(base))).toBe(true);
    expect(after.map((account) => sameSecrets(before, account))).toEqual(changed.map(() => false));
    expect(after.map((account) => sameRestSecret(before, account))).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
  });
});

describe('the error for an unknown account', () => {
  it.each([
    ['biling', 'Did you mean "billing"? Configured: default, billing.'],
    ['BILLING', 'Did you mean "billing"?'],
    ['warehouse', 'There is no account "warehouse". Configured: default, billing.'],
    ['forged\nline', '"forged\\nline"'],
  ])('for %j suggests the closest name and lists all names', (name, words) => {
    expect(unknownAccount(name, ['default', 'billing']).message).toContain(words);
  });

  it('says so when no account is configured', () => {
    expect(unknownAccount('x', []).message).toContain('No account is configured.');
    expect(unknownAccount(7, ['default'])).toMatchObject({ account: '7' });
  });
});
