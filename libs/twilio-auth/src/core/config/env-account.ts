import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { AccountOrigin } from './account-origin.js';
import type { AuthOptions, SecretInput } from './auth-options.js';
import { clean } from './clean.js';
import { chooseEnvMethod } from './choose-env-method.js';
import type { VariableName } from './env-variables.js';
import { methodOf, METHODS, type BuiltInMethod } from './methods.js';
import type { AccessTokenOptions, AccountOptions, WebhookOptions } from './options.js';
import type { Problems } from './problems.js';
import type { Env } from './read-env.js';

// A missing value becomes an empty one, which validation then reports.
const MISSING = '';

/** The part of the options that says which account, and how to authenticate. */
export interface EnvAccount {
  readonly options: Pick<AccountOptions, 'accountSid' | 'region' | 'edge'> &
    Partial<Pick<AccountOptions, 'auth'>>;
  readonly origin: AccountOrigin;
}

/** One unit of the options as the environment gives it, with the variable of each field. */
export interface EnvUnit<Options> {
  readonly options: Options;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The default account of the environment. When no method could be chosen, the problems say why
 * and `auth` is absent; everything else is there all the same, so that its problems are found in
 * the same start.
 */
export function accountFromEnv(env: Env, environment: string, problems: Problems): EnvAccount {
  const choice = chooseEnvMethod(env, environment, problems);
  const { accountSid, fields } = methodOf(choice?.method ?? likelyMethod(env));
  const variables: Record<string, VariableName> = {
    accountSid,
    region: 'TWILIO_REGION',
    edge: 'TWILIO_EDGE',
  };
  for (const [field, variable] of Object.entries(fields)) {
    if (variable !== undefined) variables[`auth.${field}`] = variable;
  }
  const location = { region: env.get('TWILIO_REGION'), edge: env.get('TWILIO_EDGE') };
  const { method, ...why } = choice ?? NO_CHOICE;
  return {
    options: own({
      accountSid: text(env, accountSid, problems),
      ...(method && { auth: authFromEnv(env, method, problems) }),
      ...withoutUndefined(location),
    }),
    origin: { source: 'environment', ...why, variables: env.variablesOf(variables) },
  };
}

/** Whose account SID is checked when no method could be chosen. */
function likelyMethod(env: Env): BuiltInMethod {
  const { oauth, test } = METHODS;
  return env.has(test.accountSid) && !env.has(oauth.accountSid) ? 'test' : 'oauth';
}

const NO_CHOICE = {
  method: undefined,
  because: 'no credential is fully configured',
  methodNamed: false,
  alternatives: [],
};

function authFromEnv(env: Env, method: BuiltInMethod, problems: Problems): AuthOptions {
  const { fields, secret: secretField, identifier } = methodOf(method);
  const read = (field: string, variable: VariableName): SecretInput | undefined => {
    if (field === secretField) return secret(env, variable, problems);
    if (field === identifier) return text(env, variable, problems);
    return word(env, variable);
  };
  const values = Object.entries(fields).map(
    ([field, variable]) => [field, variable && read(field, variable)] as const,
  );
  return { method, ...withoutUndefined(Object.fromEntries(values)) } as AuthOptions;
}

/**
 * What signs access tokens: the variables made for it, otherwise the API key of the environment
 * where it authenticates nothing. A restricted key cannot sign them, and neither can a key of
 * another account: the test account's, or one that TWILIO_ACCOUNT_SID says.
 */
export function accessTokensFromEnv(
  env: Env,
  { accountSid, auth }: Partial<AccountOptions>,
  problems: Problems,
): EnvUnit<AccessTokenOptions> | undefined {
  const read = (key: VariableName, keySecret: VariableName): EnvUnit<AccessTokenOptions> => ({
    options: { keySid: text(env, key, problems), keySecret: secret(env, keySecret, problems) },
    variables: env.variablesOf({ 'accessTokens.keySid': key, 'accessTokens.keySecret': keySecret }),
  });
  if (env.has('TWILIO_ACCESS_TOKEN_KEY') || env.has('TWILIO_ACCESS_TOKEN_SECRET')) {
    return read('TWILIO_ACCESS_TOKEN_KEY', 'TWILIO_ACCESS_TOKEN_SECRET');
  }
  const method = auth?.method;
  const { fields, accountSid: account } = METHODS['api-key'];
  const { keySid, keySecret, keyType } = fields;
  const isSpare = method === 'oauth' || method === 'auth-token';
  const isComplete = env.has(keySid) && env.has(keySecret);
  const sid = typeof accountSid === 'string' ? clean(accountSid) : undefined;
  const isOfOther = (env.get(account) ?? sid) !== sid;
  if (!isSpare || !isComplete || isOfOther) return undefined;
  return word(env, keyType) === 'restricted' ? undefined : read(keySid, keySecret);
}

/**
 * How webhooks are verified. An Auth Token that authenticates nothing still verifies: that is
 * its one legitimate use in production. One that does authenticate verifies anyway, and is left
 * out here so that a rotation replaces it in both uses.
 */
export function webhookFromEnv(
  env: Env,
  method: string | undefined,
  problems: Problems,
): EnvUnit<WebhookOptions> | undefined {
  const baseUrl = env.get('TWILIO_WEBHOOK_BASE_URL');
  const keys = signingKeysFromEnv(env, method, problems);
  if (keys === undefined && baseUrl === undefined) return undefined;
  return {
    options: { ...keys?.options, ...withoutUndefined({ baseUrl }) },
    variables: { ...keys?.variables, 'webhook.baseUrl': 'TWILIO_WEBHOOK_BASE_URL' },
  };
}

function signingKeysFromEnv(
  env: Env,
  method: string | undefined,
  problems: Problems,
): EnvUnit<WebhookOptions> | undefined {
  const signingKeys = 'TWILIO_WEBHOOK_SIGNING_KEYS';
  const authToken = METHODS['auth-token'].fields.authToken;
  const unit = (variable: VariableName, name?: string): EnvUnit<WebhookOptions> => ({
    options: {
      signingKeys: [{ secret: secret(env, variable, problems), ...withoutUndefined({ name }) }],
    },
    variables: env.variablesOf({ 'webhook.signingKeys': variable }),
  });
  if (env.has(signingKeys)) return unit(signingKeys);
  return env.has(authToken) && method !== 'auth-token' ? unit(authToken, 'auth-token') : undefined;
}

function text(env: Env, name: VariableName, problems: Problems): string {
  requireOneName(env, name, problems);
  return env.get(name) ?? MISSING;
}

function secret(env: Env, name: VariableName, problems: Problems): SecretInput {
  requireOneName(env, name, problems);
  return env.secret(name) ?? MISSING;
}

/** One of a list of words, in lower case; validation rejects others. */
function word(env: Env, name: VariableName): string | undefined {
  return env.get(name)?.toLowerCase();
}

/** Two values for one variable: it is not clear which of them is meant. */
function requireOneName(env: Env, name: VariableName, problems: Problems): void {
  const names = env.namesSet(name);
  if (names.length < 2) return;
  problems.add({
    path: 'environment',
    variable: name,
    expected: `${names.join(' and ')} are ${names.length === 2 ? 'both' : 'all'} set`,
    remedy: 'Set only one of them.',
  });
}
