import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { AccountOrigin } from './account-origin.js';
import type { AuthInput, SecretInput } from './auth-options.js';
import { clean } from './clean.js';
import { chooseEnvMethod } from './choose-env-method.js';
import { pairFromFiles } from './credential-files.js';
import { CREDENTIALS_FILE, credentialFromFile } from './env-credentials-file.js';
import type { VariableName } from './env-variables.js';
import { methodOf, METHODS, type BuiltInMethod } from './methods.js';
import type { AccessTokenOptions, AccountOptions } from './options.js';
import type { Problems } from './problems.js';
import { secret, text, word } from './env-values.js';
import { permissionsFromEnv } from './env-permissions.js';
import type { Env } from './read-env.js';

/** The part of the options that says which account, and how to authenticate. */
interface EnvAccount {
  readonly options: Pick<AccountOptions, 'accountSid' | 'region' | 'edge'> &
    Partial<Pick<AccountOptions, 'auth'>>;
  readonly origin: AccountOrigin;
  readonly method?: string;
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
  if (env.has(CREDENTIALS_FILE)) return accountFromFile(env, problems);
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
  const { method, ...why } = choice ?? NO_CHOICE;
  return {
    options: own({
      accountSid: text(env, accountSid, problems),
      ...(method && { auth: authFromEnv(env, method, problems) }),
      ...locationFrom(env),
    }),
    origin: { source: 'environment', ...why, variables: env.variablesOf(variables) },
    ...withoutUndefined({ method }),
  };
}

/** The account of a credentials file. Without a usable one, the problems say why. */
function accountFromFile(env: Env, problems: Problems): EnvAccount {
  const found = credentialFromFile(env, problems);
  const { accountSid = '', auth, method, variables } = found ?? { variables: NO_VARIABLES };
  const names = { ...variables, region: 'TWILIO_REGION', edge: 'TWILIO_EDGE' } as const;
  const origin: AccountOrigin = {
    source: 'environment',
    because: `${CREDENTIALS_FILE} names a file with it`,
    methodNamed: true,
    alternatives: [],
    variables: env.variablesOf(names),
  };
  const options = { accountSid, ...withoutUndefined({ auth }), ...locationFrom(env) };
  return { options: own(options), origin, ...withoutUndefined({ method }) };
}

const NO_VARIABLES = { accountSid: CREDENTIALS_FILE } as const;

function locationFrom(env: Env): Pick<AccountOptions, 'region' | 'edge'> {
  return withoutUndefined({ region: env.get('TWILIO_REGION'), edge: env.get('TWILIO_EDGE') });
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

function authFromEnv(env: Env, method: BuiltInMethod, problems: Problems): AuthInput {
  const { fields, secret: secretField, identifier } = methodOf(method);
  const read = (field: string, variable: VariableName): unknown => {
    if (field === secretField) return secret(env, variable, problems);
    if (field === identifier) return text(env, variable, problems);
    if (field === 'permissions') return permissionsFromEnv(env, variable, problems);
    return word(env, variable);
  };
  const values = Object.entries(fields).map(
    ([field, variable]) => [field, variable && read(field, variable)] as const,
  );
  const given: Record<string, unknown> = Object.fromEntries(values);
  const auth = { method, ...withoutUndefined(given) };
  const idVariable = fields[identifier];
  if (idVariable === undefined || !env.isFile(idVariable)) return auth as AuthInput;
  const id = { field: identifier, input: env.secret(idVariable) ?? '' };
  return pairFromFiles(auth, id, { field: secretField, input: given[secretField] as SecretInput });
}

/**
 * What signs access tokens: the variables made for it, otherwise the API key of the environment
 * where it authenticates nothing. A restricted key cannot sign them, and neither can a key of
 * another account: the test account's, or one that TWILIO_ACCOUNT_SID says.
 */
export function accessTokensFromEnv(
  env: Env,
  { accountSid, method }: { readonly accountSid?: unknown; readonly method: string | undefined },
  problems: Problems,
): EnvUnit<AccessTokenOptions> | undefined {
  const read = (key: VariableName, keySecret: VariableName): EnvUnit<AccessTokenOptions> => ({
    options: { keySid: text(env, key, problems), keySecret: secret(env, keySecret, problems) },
    variables: env.variablesOf({ 'accessTokens.keySid': key, 'accessTokens.keySecret': keySecret }),
  });
  if (env.has('TWILIO_ACCESS_TOKEN_KEY') || env.has('TWILIO_ACCESS_TOKEN_SECRET')) {
    return read('TWILIO_ACCESS_TOKEN_KEY', 'TWILIO_ACCESS_TOKEN_SECRET');
  }
  const { fields, accountSid: account } = METHODS['api-key'];
  const { keySid, keySecret, keyType, permissions } = fields;
  const isSpare = method === 'oauth' || method === 'auth-token';
  // The SID of a key in a file may change, which that of a signing key cannot.
  const isComplete = env.has(keySid) && env.has(keySecret) && !env.isFile(keySid);
  const sid = typeof accountSid === 'string' ? clean(accountSid) : undefined;
  const isOfOther = (env.get(account) ?? sid) !== sid;
  if (!isSpare || !isComplete || isOfOther) return undefined;
  const isRestricted = word(env, keyType) === 'restricted' || env.has(permissions);
  return isRestricted ? undefined : read(keySid, keySecret);
}
