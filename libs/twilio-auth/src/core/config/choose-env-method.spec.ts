import { describe, expect, it } from 'vitest';
import {
  accountFrom,
  accountOf,
  API_KEY_OPTIONS,
  configErrorOf,
  KEY_SID,
  VARIABLES,
} from '#test/support/configuration.js';
import { envHasCredentials } from './choose-env-method.js';
import { Env } from './read-env.js';

const { oauth, test: testSet } = VARIABLES;
const apiKey = VARIABLES['api-key'];
const authToken = VARIABLES['auth-token'];

describe('the method when TWILIO_AUTH_METHOD is not set', () => {
  it('is the strongest fully configured credential', async () => {
    const everything = { ...oauth, ...apiKey, ...authToken, ...testSet };
    const { rest, origin } = await accountFrom(everything);

    expect(rest.method).toBe('oauth');
    expect(origin.because).toMatch(/an OAuth app is the strongest fully configured/);
    expect(origin).toMatchObject({ methodNamed: false });
    expect(origin.alternatives).toEqual(['api-key', 'auth-token', 'test']);
  });

  it('is the API key when no OAuth app is configured', async () => {
    const { rest } = await accountFrom({ ...apiKey, ...authToken });
    expect(rest.method).toBe('api-key');
  });

  it('is the Auth Token when nothing else is configured', async () => {
    const { rest } = await accountFrom({ ...authToken });
    expect(rest.method).toBe('auth-token');
  });

  it('is test credentials in the environment "test", even when others are configured', async () => {
    const variables = { NODE_ENV: 'Test ', ...oauth, ...testSet };
    const { accountSid, rest, origin } = await accountFrom(variables);

    expect(accountSid).toBe(testSet.TWILIO_TEST_ACCOUNT_SID);
    expect(rest.method).toBe('test');
    expect(origin.because).toMatch(/environment is "test"/);
  });

  it('is never test credentials outside the environment "test"', async () => {
    const { problems } = await configErrorOf({}, { ...testSet });
    expect(problems).toMatchObject([{ variable: 'TWILIO_AUTH_METHOD' }]);
  });

  it('falls back to live credentials in "test" without test credentials', async () => {
    const { rest } = await accountFrom({ NODE_ENV: 'test', ...apiKey });
    expect(rest.method).toBe('api-key');
  });

  it.each([
    ['TWILIO_API_SECRET', { ...apiKey, TWILIO_API_SECRET: undefined }],
    ['TWILIO_API_KEY', { ...apiKey, TWILIO_API_KEY: '' }],
    ['TWILIO_OAUTH_CLIENT_ID', { ...oauth, TWILIO_OAUTH_CLIENT_ID: '""' }],
    ['TWILIO_OAUTH_CLIENT_SECRET', { ...oauth, TWILIO_OAUTH_CLIENT_SECRET: ' ' }],
    ['TWILIO_TEST_AUTH_TOKEN', { ...oauth, ...testSet, TWILIO_TEST_AUTH_TOKEN: undefined }],
  ])(
    'is an error when %s is missing, even with an Auth Token configured',
    async (missing, variables) => {
      const { problems } = await configErrorOf({}, { ...authToken, ...variables });
      expect(problems).toMatchObject([{ path: 'auth', variable: missing }]);
    },
  );

  it('is an error that names what is set, as it was set', async () => {
    const { problems } = await configErrorOf({}, { TWILIO_API_KEY_SID: KEY_SID });
    expect(problems[0]).toMatchObject({
      expected: 'TWILIO_API_KEY_SID is set, so TWILIO_API_SECRET must be set too',
      remedy: expect.stringContaining('remove TWILIO_API_KEY_SID,') as string,
    });
  });

  it('is an error that tells test credentials from none', async () => {
    const [tests, none] = [await configErrorOf({}, { ...testSet }), await configErrorOf({})];
    expect(tests.problems[0]?.expected).toContain('only test credentials are set');
    expect(none.problems[0]?.expected).toBe('no Twilio credentials are set');
  });

  it('is an error that names the variables to set when nothing is configured', async () => {
    const { message } = await configErrorOf({});
    expect(message).toMatch(/TWILIO_OAUTH_CLIENT_ID/);
  });
});

describe('TWILIO_AUTH_METHOD', () => {
  it.each(['api-key', ' API-KEY ', '"api-key"'])(
    '%j selects the API key, although OAuth is configured too',
    async (word) => {
      const named = { ...oauth, ...apiKey, TWILIO_AUTH_METHOD: word };
      const { rest, origin } = await accountFrom(named);

      expect(rest.method).toBe('api-key');
      expect(origin).toMatchObject({ methodNamed: true, alternatives: [] });
    },
  );

  it('allows another credential to be half-configured', async () => {
    const { TWILIO_OAUTH_CLIENT_ID } = oauth;
    const named = {
      ...apiKey,
      TWILIO_OAUTH_CLIENT_ID,
      TWILIO_AUTH_METHOD: 'api-key',
    };
    const { rest } = await accountFrom(named);

    expect(rest.method).toBe('api-key');
  });

  it('requires its own credential to be complete, and does not fall back to a weaker one', async () => {
    const named = { ...authToken, TWILIO_AUTH_METHOD: 'oauth' };
    const { problems } = await configErrorOf({}, named);

    expect(problems.map(({ variable }) => variable)).toEqual([
      'TWILIO_OAUTH_CLIENT_ID',
      'TWILIO_OAUTH_CLIENT_SECRET',
    ]);
  });

  it.each(['basic', 'OAuth2', 'oauth,api-key', 'vault'])(
    'rejects %j and lists the known methods',
    async (word) => {
      const { problems } = await configErrorOf({}, { ...oauth, TWILIO_AUTH_METHOD: word });
      expect(problems).toMatchObject([{ variable: 'TWILIO_AUTH_METHOD' }]);
      expect(problems[0]?.expected).toBe(
        `expected one of oauth, api-key, auth-token, test, found "${word.toLowerCase()}"`,
      );
    },
  );

  it('selects test credentials outside the environment "test"', async () => {
    const { rest } = await accountFrom({
      ...testSet,
      TWILIO_AUTH_METHOD: 'test',
    });
    expect(rest.method).toBe('test');
  });

  it('is ignored when the options say how to authenticate', async () => {
    const variables = {
      TWILIO_AUTH_METHOD: 'nonsense',
      TWILIO_OAUTH_CLIENT_ID: 'x',
    };
    const account = await accountOf(API_KEY_OPTIONS, variables);

    expect(account).toMatchObject({ rest: { method: 'api-key' }, origin: { source: 'options' } });
  });
});

describe('an environment has credentials', () => {
  it.each([
    [{}, false],
    [{ TWILIO_ACCOUNT_SID: 'x', TWILIO_REGION: 'ie1' }, false],
    [{ TWILIO_AUTH_METHOD: 'oauth' }, true],
    [{ TWILIO_AUTH_METHOD: ' ' }, false],
    [{ TWILIO_CREDENTIALS_FILE: '/run/secret' }, true],
    [{ TWILIO_API_KEY: 'x' }, true],
    [{ TWILIO_TEST_AUTH_TOKEN_FILE: '/run/secret' }, true],
  ])('with %j: %s', (variables, has) => {
    expect(envHasCredentials(new Env(variables))).toBe(has);
  });
});
