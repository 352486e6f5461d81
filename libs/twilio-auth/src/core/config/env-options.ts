import type { AuthOptions } from './auth-options.js';
import { chooseEnvMethod, type EnvChoice, type EnvMethod } from './env-credentials.js';
import { envSecret } from './env-aliases.js';
import type { AccessTokenOptions, AccountOptions, WebhookOptions } from './options.js';
import type { Problems } from './problems.js';
import type { Provenance } from './provenance.js';
import type { Env } from './read-env.js';
import type { SecretInput } from './secret-input.js';

/** The part of the options that says which account, and how to authenticate. */
export type AccountUnit = Pick<AccountOptions, 'accountSid' | 'auth' | 'region' | 'edge'>;

/** Options read from the environment, with the variable behind each of them. */
export interface EnvUnit<Options> {
  readonly options: Options;
  readonly provenance: Provenance;
}

// A missing value becomes an empty one here, and the validation that options go through names it.
const MISSING = '';

/** The default account of the environment, or `undefined` when no method could be chosen. */
export function accountFromEnv(
  env: Env,
  environment: string,
  problems: Problems,
): EnvUnit<AccountUnit> | undefined {
  const choice = chooseEnvMethod(env, environment, problems);
  if (choice === undefined) return undefined;
  const sid = choice.method === 'test' ? 'TWILIO_TEST_ACCOUNT_SID' : 'TWILIO_ACCOUNT_SID';
  const region = env.get('TWILIO_REGION');
  const edge = env.get('TWILIO_EDGE');
  return {
    options: {
      accountSid: env.get(sid) ?? MISSING,
      auth: authFromEnv(env, choice.method, problems),
      ...(region === undefined ? {} : { region }),
      ...(edge === undefined ? {} : { edge }),
    },
    provenance: provenance(env, choice, {
      accountSid: sid,
      region: 'TWILIO_REGION',
      edge: 'TWILIO_EDGE',
      ...AUTH_VARIABLES[choice.method],
    }),
  };
}

/** The signing key for access tokens that the environment names, if it does. */
export function accessTokensFromEnv(env: Env, problems: Problems): AccessTokenOptions | undefined {
  if (!env.has('TWILIO_ACCESS_TOKEN_KEY') && !env.has('TWILIO_ACCESS_TOKEN_SECRET')) {
    return undefined;
  }
  return {
    keySid: env.get('TWILIO_ACCESS_TOKEN_KEY') ?? MISSING,
    keySecret: required(env, 'TWILIO_ACCESS_TOKEN_SECRET', problems),
  };
}

/**
 * The API key of the environment, for signing access tokens while another method authenticates.
 * Only a complete one that is not restricted: a restricted key cannot sign them.
 */
export function spareSigningKeyFromEnv(env: Env): AccessTokenOptions | undefined {
  const keySid = env.get('TWILIO_API_KEY');
  const keySecret = env.secret('TWILIO_API_SECRET');
  if (keySid === undefined || keySecret === undefined) return undefined;
  return env.get('TWILIO_API_KEY_TYPE') === 'restricted' ? undefined : { keySid, keySecret };
}

/**
 * How the environment wants webhooks verified. An Auth Token that authenticates nothing still
 * verifies: that is its one legitimate use in production.
 */
export function webhookFromEnv(env: Env, problems: Problems): WebhookOptions | undefined {
  const name = env.has('TWILIO_WEBHOOK_SIGNING_KEYS')
    ? 'TWILIO_WEBHOOK_SIGNING_KEYS'
    : 'TWILIO_AUTH_TOKEN';
  const key = envSecret(env, name, problems);
  const baseUrl = env.get('TWILIO_WEBHOOK_BASE_URL');
  if (key === undefined && baseUrl === undefined) return undefined;
  return {
    ...(key === undefined ? {} : { signingKeys: [key] }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
  };
}

const AUTH_VARIABLES: Readonly<Record<EnvMethod, Readonly<Record<string, string>>>> = {
  oauth: {
    'auth.clientId': 'TWILIO_OAUTH_CLIENT_ID',
    'auth.clientSecret': 'TWILIO_OAUTH_CLIENT_SECRET',
  },
  'api-key': {
    'auth.keySid': 'TWILIO_API_KEY',
    'auth.keySecret': 'TWILIO_API_SECRET',
    'auth.keyType': 'TWILIO_API_KEY_TYPE',
  },
  'auth-token': { 'auth.authToken': 'TWILIO_AUTH_TOKEN' },
  test: { 'auth.authToken': 'TWILIO_TEST_AUTH_TOKEN' },
};

function authFromEnv(env: Env, method: EnvMethod, problems: Problems): AuthOptions {
  switch (method) {
    case 'oauth':
      return {
        method,
        clientId: env.get('TWILIO_OAUTH_CLIENT_ID') ?? MISSING,
        clientSecret: required(env, 'TWILIO_OAUTH_CLIENT_SECRET', problems),
      };
    case 'api-key': {
      const keyType = env.get('TWILIO_API_KEY_TYPE') as 'main' | undefined;
      return {
        method,
        keySid: env.get('TWILIO_API_KEY') ?? MISSING,
        keySecret: required(env, 'TWILIO_API_SECRET', problems),
        ...(keyType === undefined ? {} : { keyType }),
      };
    }
    case 'auth-token':
      return { method, authToken: required(env, 'TWILIO_AUTH_TOKEN', problems) };
    case 'test':
      return { method, authToken: required(env, 'TWILIO_TEST_AUTH_TOKEN', problems) };
  }
}

function required(env: Env, name: string, problems: Problems): SecretInput {
  return envSecret(env, name, problems) ?? MISSING;
}

function provenance(
  env: Env,
  choice: EnvChoice,
  paths: Readonly<Record<string, string>>,
): Provenance {
  const { because, methodNamed, alternatives } = choice;
  const variables = Object.fromEntries(
    Object.entries(paths).map(([path, name]) => [path, env.variableOf(name)]),
  );
  return { variables, because, methodNamed, alternatives };
}
