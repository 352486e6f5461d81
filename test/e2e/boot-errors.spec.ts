import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, type TwilioAuthModuleOptions } from 'nestjs-twilio-auth';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  API_KEY_OPTIONS,
  CLIENT_ID,
  KEY_SID,
  SECRET,
  VARIABLES,
} from '#test/support/configuration.js';
import { withEnvironment } from '#test/support/environment.js';

interface Mistake {
  readonly title: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly options?: unknown;
}

const key = VARIABLES['api-key'];
const development = { NODE_ENV: 'development' };

/** What people get wrong, and what the start says about it. Read the snapshot as a stranger. */
const MISTAKES: readonly Mistake[] = [
  { title: 'nothing is set', variables: {} },
  {
    title: 'only a client id is set, with other problems beside it',
    variables: {
      TWILIO_OAUTH_CLIENT_ID: CLIENT_ID,
      TWILIO_WEBHOOK_BASE_URL: 'api.example.com',
      TWILIO_REGION: 'IE1!',
      TWILIO_AUTH_ENABLED: 'maybe',
    },
  },
  { title: 'TWILIO_AUTH_METHOD is misspelt', variables: { ...key, TWILIO_AUTH_METHOD: 'apikey' } },
  {
    title: 'the method of the options is misspelt',
    options: { ...API_KEY_OPTIONS, auth: { ...API_KEY_OPTIONS.auth, method: 'apikey' } },
  },
  {
    title: 'the options have the shape of nestjs-twilio',
    options: { accountSid: ACCOUNT_SID, authToken: SECRET },
  },
  { title: 'the options are a string', options: 'oops' },
  { title: 'the options are a list', options: [] },
  { title: 'the options are null', options: null },
  { title: 'an option is misspelt', options: { ...API_KEY_OPTIONS, webook: { verify: true } } },
  {
    title: 'account SID and key SID are swapped',
    variables: { ...key, TWILIO_ACCOUNT_SID: KEY_SID, TWILIO_API_KEY: ACCOUNT_SID },
  },
  {
    title: 'a secret is where the account SID belongs',
    variables: { ...key, TWILIO_ACCOUNT_SID: SECRET },
  },
  { title: 'a SID is where the secret belongs', variables: { ...key, TWILIO_API_SECRET: KEY_SID } },
  {
    title: 'a secret contains a line break',
    variables: { ...key, TWILIO_API_SECRET: 'first\nsecond' },
  },
  {
    title: 'the secret file does not exist',
    variables: {
      TWILIO_ACCOUNT_SID: ACCOUNT_SID,
      TWILIO_API_KEY: KEY_SID,
      TWILIO_API_SECRET_FILE: '/run/secrets/missing',
    },
  },
  {
    title: 'the secret file is a folder',
    variables: {
      TWILIO_ACCOUNT_SID: ACCOUNT_SID,
      TWILIO_API_KEY: KEY_SID,
      TWILIO_API_SECRET_FILE: '/',
    },
  },
  {
    title: 'a secret was set under the name of its file',
    variables: {
      TWILIO_ACCOUNT_SID: ACCOUNT_SID,
      TWILIO_API_KEY: KEY_SID,
      TWILIO_API_SECRET_FILE: SECRET,
    },
  },
  {
    title: 'a variable and its file are both set',
    variables: { ...key, TWILIO_API_SECRET_FILE: '/run/secrets/key' },
  },
  {
    title: 'a variable and its alias are both set',
    variables: { ...key, TWILIO_API_KEY_SID: KEY_SID },
  },
  { title: 'the key type is misspelt', variables: { ...key, TWILIO_API_KEY_TYPE: 'standart' } },
  {
    title: 'the base URL of webhooks has a query',
    variables: { ...key, TWILIO_WEBHOOK_BASE_URL: 'https://user:pass@example.com/hooks?x=1' },
  },
  {
    title: 'the lifetime of access tokens is in milliseconds',
    options: {
      ...API_KEY_OPTIONS,
      accessTokens: { keySid: KEY_SID, keySecret: SECRET, defaultTtlSeconds: 3_600_000 },
    },
  },
  {
    title: 'the secret function throws',
    options: {
      ...API_KEY_OPTIONS,
      auth: {
        ...API_KEY_OPTIONS.auth,
        keySecret: () => {
          throw new Error(SECRET);
        },
      },
    },
  },
  {
    title: 'the function for the whole credential rejects',
    options: { ...API_KEY_OPTIONS, auth: () => Promise.reject(new Error(SECRET)) },
  },
  {
    title: 'the credentials file does not exist',
    variables: { TWILIO_CREDENTIALS_FILE: '/run/secrets/twilio.json' },
  },
  {
    title: 'a key stands beside the credentials file',
    variables: { ...key, TWILIO_CREDENTIALS_FILE: '/run/secrets/twilio.json' },
  },
  {
    title: 'a named account has no auth',
    options: { ...API_KEY_OPTIONS, accounts: { billing: { accountSid: ACCOUNT_SID } } },
  },
  {
    title: 'there is no profile for this environment',
    options: { profiles: { production: API_KEY_OPTIONS } },
  },
  {
    title: 'production is listed as non-production',
    options: { ...API_KEY_OPTIONS, policy: { nonProduction: ['prod'] } },
  },
  { title: 'only test credentials are set in development', variables: VARIABLES.test },
  {
    title: 'the Auth Token is used where NODE_ENV is not set',
    variables: { ...VARIABLES['auth-token'], NODE_ENV: '' },
  },
  {
    title: 'the Auth Token is used in production',
    variables: { ...VARIABLES['auth-token'], NODE_ENV: 'production' },
  },
  {
    title: 'an emulator is used where NODE_ENV is not set',
    variables: { ...key, NODE_ENV: '', TWILIO_API_BASE_URL: 'http://127.0.0.1:4010' },
  },
  { title: 'a region is set without its edge', variables: { ...key, TWILIO_REGION: 'ie1' } },
  {
    title: 'a policy exception has ended',
    options: {
      ...API_KEY_OPTIONS,
      policy: { exceptions: [{ rule: 'auth-token', until: '2020-01-01', reason: 'migration' }] },
    },
  },
];

describe('a start that fails', () => {
  it.each(MISTAKES)('says what to do when $title', async ({ variables, options }) => {
    withEnvironment({ ...development, ...variables });
    const error = await startError(options);
    expect(error.message).not.toContain(SECRET);
    expect(error.message).toMatchSnapshot();
  });
});

async function startError(options: unknown): Promise<Error> {
  const imports = [
    options === undefined
      ? TwilioAuthModule.forRoot()
      : TwilioAuthModule.forRoot(options as TwilioAuthModuleOptions),
  ];
  @Module({ imports })
  class AppModule {}
  const started = NestFactory.createApplicationContext(AppModule, {
    logger: false,
    abortOnError: false,
  });
  return started.then(
    async (app) => {
      await app.close();
      throw new Error('the application started');
    },
    (error: Error) => error,
  );
}
