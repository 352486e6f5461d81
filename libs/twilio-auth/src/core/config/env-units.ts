import type { TwilioAuthMethod } from './auth-options.js';
import { keyTypeOf } from './env-account.js';
import type { VariableName } from './env-variables.js';
import { EnvValues } from './env-values.js';
import type { AccessTokenOptions, WebhookOptions } from './options.js';
import type { Problems } from './problems.js';
import type { Env } from './read-env.js';

/** One unit of the options as the environment gives it, with the variable behind each field. */
export interface EnvUnit<Options> {
  readonly options: Options;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * What signs access tokens: the variables made for it, else the API key that authenticates
 * nothing here, unless it is restricted: a restricted key cannot sign them. Test credentials
 * belong to another account than that key.
 */
export function accessTokensFromEnv(
  env: Env,
  method: TwilioAuthMethod | undefined,
  problems: Problems,
): EnvUnit<AccessTokenOptions> | undefined {
  const values = new EnvValues(env, problems);
  const read = (key: VariableName, secret: VariableName): EnvUnit<AccessTokenOptions> => ({
    options: { keySid: values.text(key), keySecret: values.secret(secret) },
    variables: env.variablesOf({ 'accessTokens.keySid': key, 'accessTokens.keySecret': secret }),
  });
  if (env.has('TWILIO_ACCESS_TOKEN_KEY') || env.has('TWILIO_ACCESS_TOKEN_SECRET')) {
    return read('TWILIO_ACCESS_TOKEN_KEY', 'TWILIO_ACCESS_TOKEN_SECRET');
  }
  const isSpare = method === 'oauth' || method === 'auth-token';
  const isComplete = env.has('TWILIO_API_KEY') && env.has('TWILIO_API_SECRET');
  if (!isSpare || !isComplete || keyTypeOf(env) === 'restricted') return undefined;
  return read('TWILIO_API_KEY', 'TWILIO_API_SECRET');
}

/**
 * How webhooks are verified. An Auth Token that authenticates nothing still verifies: that is
 * its one legitimate use in production. One that does authenticate verifies anyway, and is left
 * out here so that the key ring follows its rotation.
 */
export function webhookFromEnv(
  env: Env,
  method: TwilioAuthMethod | undefined,
  problems: Problems,
): EnvUnit<WebhookOptions> | undefined {
  const baseUrl = env.get('TWILIO_WEBHOOK_BASE_URL');
  const keys = signingKeysFromEnv(env, method, problems);
  if (keys === undefined && baseUrl === undefined) return undefined;
  return {
    options: { ...keys?.options, ...(baseUrl === undefined ? {} : { baseUrl }) },
    variables: { ...keys?.variables, 'webhook.baseUrl': 'TWILIO_WEBHOOK_BASE_URL' },
  };
}

function signingKeysFromEnv(
  env: Env,
  method: TwilioAuthMethod | undefined,
  problems: Problems,
): EnvUnit<WebhookOptions> | undefined {
  const values = new EnvValues(env, problems);
  if (env.has('TWILIO_WEBHOOK_SIGNING_KEYS')) {
    return {
      options: { signingKeys: [values.secret('TWILIO_WEBHOOK_SIGNING_KEYS')] },
      variables: env.variablesOf({ 'webhook.signingKeys': 'TWILIO_WEBHOOK_SIGNING_KEYS' }),
    };
  }
  if (!env.has('TWILIO_AUTH_TOKEN') || method === 'auth-token') return undefined;
  return {
    options: { signingKeys: [{ name: 'auth-token', secret: values.secret('TWILIO_AUTH_TOKEN') }] },
    variables: env.variablesOf({ 'webhook.signingKeys': 'TWILIO_AUTH_TOKEN' }),
  };
}
