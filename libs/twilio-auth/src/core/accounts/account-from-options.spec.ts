import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  API_KEY_OPTIONS,
  configErrorOf,
  KEY_SID,
  load,
  OAUTH_OPTIONS,
  problemOf,
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
  ])(
    'reject the unknown option %s, so that a typo is not ignored',
    async (_what, options, path) => {
      expect(await problemOf(options)).toBe(`${path}: this option does not exist`);
    },
  );

  it.each([{ auth: undefined }, { auth: null }, { auth: [] }, { auth: 'oauth' }])(
    'are rejected without a way to authenticate: %j',
    async (broken) => {
      const { problems } = await configErrorOf({ ...OAUTH_OPTIONS, ...broken });
      expect(problems[0]?.path).toMatch(/^auth/);
    },
  );

  it.each(['OAuth', 'basic', '', undefined, 3, '__proto__', 'toString'])(
    'reject the method %j',
    async (method) => {
      const problem = await problemOf({
        ...OAUTH_OPTIONS,
        auth: { ...OAUTH_OPTIONS.auth, method },
      });
      expect(problem).toBe(
        `auth.method: expected one of oauth, api-key, auth-token, test${method ? `, found ${JSON.stringify(method)}` : ''}`,
      );
    },
  );

  it.each(['accessTokens', 'webhook', 'clientValidation'])(
    'reject %s as a string, and do not print it',
    async (unit) => {
      const { problems, message } = await configErrorOf({ ...API_KEY_OPTIONS, [unit]: SECRET });
      expect(problems).toMatchObject([
        { path: unit, expected: 'expected an object, found a string' },
      ]);
      expect(message).not.toContain(SECRET);
    },
  );

  it.each([
    ['auth', 'short-secret', ', found a string'],
    ['http', { proxy: '//u:short-secret@h' }, 'http.proxy: expected the URL of a proxy'],
    ['oauth', { tokenStore: 'redis://:short-secret' }, ', found a string'],
  ])('reject %s that may hold a secret, and do not print it', async (option, value, expected) => {
    const { message } = await configErrorOf({ ...API_KEY_OPTIONS, [option]: value });
    expect(message).toContain(expected);
    expect(message).not.toContain('short-secret');
  });

  it('reject a scope that is not a string, and a malformed public key SID', async () => {
    const scopes = { ...OAUTH_OPTIONS, auth: { ...OAUTH_OPTIONS.auth, scope: ['read'] } };
    expect(await problemOf(scopes)).toBe('auth.scope: expected a string, found a list');
    const validation = { credentialSid: ACCOUNT_SID, privateKey: SECRET };
    expect(await problemOf({ ...API_KEY_OPTIONS, clientValidation: validation })).toBe(
      'clientValidation.credentialSid: expected a public key SID, found an account SID',
    );
  });

  it('reject a field of another method', async () => {
    const auth = { ...OAUTH_OPTIONS.auth, authToken: SECRET };
    expect(await problemOf({ ...OAUTH_OPTIONS, auth })).toBe(
      'auth.authToken: this option does not exist',
    );
  });

  it('allow client validation with an API key only', async () => {
    const clientValidation = {
      credentialSid: `CR${'5'.repeat(32)}`,
      privateKey: '-----BEGIN PRIVATE KEY-----\nx',
    };
    expect(await problemOf({ ...OAUTH_OPTIONS, clientValidation })).toMatch(/^clientValidation: /);
    await expect(load({ ...API_KEY_OPTIONS, clientValidation })).resolves.toBeDefined();
  });

  it('are not changed, and may be deeply frozen', async () => {
    const auth = Object.freeze({ ...OAUTH_OPTIONS.auth });
    const webhook = Object.freeze({ signingKeys: Object.freeze([` ${SECRET} `]) });
    const options = Object.freeze({ ...OAUTH_OPTIONS, auth, webhook });
    const before = structuredClone(options);
    await load(options);

    expect(options).toEqual(before);
  });

  it('report every problem at once, with variables and without secrets', async () => {
    const { message, problems } = await configErrorOf(
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
    // The last two are where a secret is, or may have been pasted by mistake.
    expect(message).toContain('found "wrong-type-value"');
    expect(message).not.toMatch(/wrong secret|SK-wrong/);
    expect(JSON.stringify(problems)).not.toMatch(/wrong secret|SK-wrong/);
  });
});
