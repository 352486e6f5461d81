import type { AccountOrigin } from './account-origin.js';
import type { ApiKeyType, AuthOptions } from './auth-options.js';
import { chooseEnvMethod, type EnvMethod } from './env-credentials.js';
import type { VariableName } from './env-variables.js';
import { EnvValues } from './env-values.js';
import type { AccountOptions } from './options.js';
import type { Problems } from './problems.js';
import type { Env } from './read-env.js';

/** The part of the options that says which account, and how to authenticate. */
export interface EnvAccount {
  readonly options: Pick<AccountOptions, 'accountSid' | 'auth' | 'region' | 'edge'>;
  readonly origin: AccountOrigin;
}

const AUTH_VARIABLES: Readonly<Record<EnvMethod, Readonly<Record<string, VariableName>>>> = {
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

/** The default account of the environment, or `undefined` when no method could be chosen. */
export function accountFromEnv(
  env: Env,
  environment: string,
  problems: Problems,
): EnvAccount | undefined {
  const choice = chooseEnvMethod(env, environment, problems);
  if (choice === undefined) return undefined;
  const { method, ...why } = choice;
  const values = new EnvValues(env, problems);
  const sid = method === 'test' ? 'TWILIO_TEST_ACCOUNT_SID' : 'TWILIO_ACCOUNT_SID';
  const region = env.get('TWILIO_REGION');
  const edge = env.get('TWILIO_EDGE');
  const variables: Readonly<Record<string, VariableName>> = {
    accountSid: sid,
    region: 'TWILIO_REGION',
    edge: 'TWILIO_EDGE',
    ...AUTH_VARIABLES[method],
  };
  return {
    options: {
      accountSid: values.text(sid),
      auth: authFromEnv(env, method, values),
      ...(region === undefined ? {} : { region }),
      ...(edge === undefined ? {} : { edge }),
    },
    origin: { source: 'environment', ...why, variables: env.variablesOf(variables) },
  };
}

function authFromEnv(env: Env, method: EnvMethod, values: EnvValues): AuthOptions {
  switch (method) {
    case 'oauth':
      return {
        method,
        clientId: values.text('TWILIO_OAUTH_CLIENT_ID'),
        clientSecret: values.secret('TWILIO_OAUTH_CLIENT_SECRET'),
      };
    case 'api-key': {
      const keyType = keyTypeOf(env);
      return {
        method,
        keySid: values.text('TWILIO_API_KEY'),
        keySecret: values.secret('TWILIO_API_SECRET'),
        ...(keyType === undefined ? {} : { keyType }),
      };
    }
    case 'auth-token':
      return { method, authToken: values.secret('TWILIO_AUTH_TOKEN') };
    case 'test':
      return { method, authToken: values.secret('TWILIO_TEST_AUTH_TOKEN') };
  }
}

/** TWILIO_API_KEY_TYPE in lower case; validation refuses words that are no type. */
export function keyTypeOf(env: Env): ApiKeyType | undefined {
  return env.get('TWILIO_API_KEY_TYPE')?.toLowerCase() as ApiKeyType | undefined;
}
