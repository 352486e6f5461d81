import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  API_KEY_OPTIONS,
  KEY_SID,
  load,
  OAUTH_OPTIONS,
  problemOf,
  refusalOf,
  SECRET,
  VARIABLES,
} from '#test/support/configuration.js';

describe('account options', () => {
  it.each([
    ['acountSid', { ...OAUTH_OPTIONS, acountSid: ACCOUNT_SID }, 'acountSid'],
    ['webook', { ...OAUTH_OPTIONS, webook: { verify: true } }, 'webook'],
    [
      'auth.clientID',
      { ...OAUTH_OPTIONS, auth: { ...OAUTH_OPTIONS.auth, clientID: 'x' } },
      'auth.clientID',
    ],
    ['webhook.verfiy', { ...OAUTH_OPTIONS, webhook: { verfiy: false } }, 'webhook.verfiy'],
    [
      'accessTokens.ttl',
      { ...OAUTH_OPTIONS, accessTokens: { keySid: KEY_SID, keySecret: SECRET, ttl: 5 } },
      'accessTokens.ttl',
    ],
  ])('have no %s, so a typo is no silent default', async (_what, options, path) => {
    expect(await problemOf(options)).toBe(`${path}: this option does not exist`);
  });

  it.each([{ auth: undefined }, { auth: null }, { auth: [] }, { auth: 'oauth' }])(
    'say how to authenticate, unlike %j',
    async (broken) => {
      const { problems } = await refusalOf({ ...OAUTH_OPTIONS, ...broken });
      expect(problems[0]?.path).toMatch(/^auth/);
    },
  );

  it.each(['OAuth', 'basic', '', undefined, 3, '__proto__', 'toString'])(
    'know no method %j',
    async (method) => {
      const problem = await problemOf({
        ...OAUTH_OPTIONS,
        auth: { ...OAUTH_OPTIONS.auth, method },
      });
      expect(problem).toBe('auth.method: expected one of oauth, api-key, auth-token, test');
    },
  );

  it.each(['accessTokens', 'webhook', 'clientValidation'])(
    'give %s as an object, and not as text that may be a secret',
    async (unit) => {
      const { problems, message } = await refusalOf({ ...API_KEY_OPTIONS, [unit]: SECRET });
      expect(problems).toMatchObject([{ path: unit, expected: 'expected an object' }]);
      expect(message).not.toContain(SECRET);
    },
  );

  it('give scopes as text, and the SID of a public key that is one', async () => {
    const scopes = { ...OAUTH_OPTIONS, auth: { ...OAUTH_OPTIONS.auth, scope: ['read'] } };
    expect(await problemOf(scopes)).toBe('auth.scope: expected a string');
    const validation = { credentialSid: ACCOUNT_SID, privateKey: SECRET };
    expect(await problemOf({ ...API_KEY_OPTIONS, clientValidation: validation })).toBe(
      'clientValidation.credentialSid: expected the SID of a public key: CR and 32 hexadecimal digits',
    );
  });

  it('do not mix the fields of two methods', async () => {
    const auth = { ...OAUTH_OPTIONS.auth, authToken: SECRET };
    expect(await problemOf({ ...OAUTH_OPTIONS, auth })).toBe(
      'auth.authToken: this option does not exist',
    );
  });

  it('sign requests with an API key only, where they validate clients', async () => {
    const clientValidation = {
      credentialSid: `CR${'5'.repeat(32)}`,
      privateKey: '-----BEGIN PRIVATE KEY-----\nx',
    };
    expect(await problemOf({ ...OAUTH_OPTIONS, clientValidation })).toMatch(/^clientValidation: /);
    await expect(load({ ...API_KEY_OPTIONS, clientValidation })).resolves.toBeDefined();
  });

  it('are never changed, deeply frozen ones included', async () => {
    const auth = Object.freeze({ ...OAUTH_OPTIONS.auth });
    const webhook = Object.freeze({ signingKeys: Object.freeze([` ${SECRET} `]) });
    const options = Object.freeze({ ...OAUTH_OPTIONS, auth, webhook });
    const before = structuredClone(options);
    await load(options);

    expect(options).toEqual(before);
  });

  it('are refused all at once, with their variables and without their values', async () => {
    const { message, problems } = await refusalOf(
      { http: { timeoutMs: -1, retrys: 1 }, accounts: { billing: { accountSid: 'x' } } },
      {
        ...VARIABLES['api-key'],
        TWILIO_ACCOUNT_SID: KEY_SID,
        TWILIO_API_KEY: 'SK-wrong-value',
        TWILIO_API_SECRET: 'wrong secret value',
        TWILIO_API_KEY_TYPE: 'wrong-type-value',
        TWILIO_WEBHOOK_BASE_URL: 'wrong-url-value',
        TWILIO_API_BASE_URL: 'wrong-base-value',
        TWILIO_AUTH_ENABLED: 'wrong-word-value',
        TWILIO_REGION: 'WRONG!',
      },
    );

    expect(problems.flatMap(({ variable }) => variable ?? []).toSorted()).toEqual([
      'TWILIO_ACCOUNT_SID',
      'TWILIO_API_BASE_URL',
      'TWILIO_API_KEY',
      'TWILIO_API_KEY_TYPE',
      'TWILIO_API_SECRET',
      'TWILIO_AUTH_ENABLED',
      'TWILIO_REGION',
      'TWILIO_WEBHOOK_BASE_URL',
    ]);
    expect(problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'http.timeoutMs',
        'http.retrys',
        'accounts.billing.accountSid',
        'accounts.billing.auth',
      ]),
    );
    expect(message).not.toMatch(/wrong/i);
    expect(JSON.stringify(problems)).not.toMatch(/wrong/i);
  });
});
