import { namedIn, originOf, type AccountOrigin } from '../config/account-origin.js';
import {
  ACCOUNT_OPTIONS,
  ACCOUNT_UNIT,
  rootAccount,
  UNITS_WITH_SECRET,
} from '../config/account-units.js';
import { accessTokensFromEnv, accountFromEnv } from '../config/env-account.js';
import { envHasCredentials } from '../config/choose-env-method.js';
import { webhookFromEnv } from '../config/env-webhook.js';
import type { Environment } from '../config/environment.js';
import type { AccountOptions, TwilioAuthModuleOptions } from '../config/options.js';
import type { Problems } from '../config/problems.js';
import type { Env } from '../config/read-env.js';
import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { DEFAULT_ACCOUNT } from './account-names.js';
import type { AccountSource } from './account-from-options.js';

/**
 * Finds the default account: the profile of the environment, or the root options with each
 * absent unit taken from the environment as a whole. Inside a given unit nothing is filled in.
 *
 * `undefined` when there is none and none is needed, because others are configured.
 */
export function findDefaultAccount(
  options: TwilioAuthModuleOptions,
  environment: Environment,
  env: Env,
  problems: Problems,
): AccountSource | undefined {
  if (options.profiles !== undefined) return profileOf(options, environment.name, problems);
  if (ACCOUNT_UNIT.some((key) => options[key] !== undefined)) {
    const origin = originOf(options) ?? namedIn('options', 'the options name it');
    const { auth } = rootAccount(options);
    const method = isObject(auth) ? auth.method : undefined;
    return withUnits(rootAccount(options), { origin, method }, env, problems);
  }
  if (!isNeeded(options) && !envHasCredentials(env)) return undefined;
  const account = accountFromEnv(env, environment.name, problems);
  const source = withUnits(
    own({ ...rootAccount(options), ...account.options }),
    account,
    env,
    problems,
  );
  return account.options.auth === undefined ? { ...source, authReported: true } : source;
}

/**
 * The account of this environment. Profiles are whole accounts and never merged, with the root
 * options or with each other, and an environment without one is an error.
 */
function profileOf(
  options: TwilioAuthModuleOptions,
  environment: string,
  problems: Problems,
): AccountSource | undefined {
  const profiles = isObject(options.profiles) ? options.profiles : {};
  for (const key of ACCOUNT_OPTIONS.filter((unit) => options[unit] !== undefined)) {
    problems.add({
      path: key,
      expected: 'profiles replace the root account, so both cannot be given',
      remedy: `Move ${key} into each profile, or remove profiles.`,
    });
  }
  const names = Object.keys(profiles);
  const name = names.find((key) => key.trim().toLowerCase() === environment);
  const profile = name === undefined ? undefined : profiles[name];
  if (profile !== undefined) {
    return {
      name: DEFAULT_ACCOUNT,
      path: `profiles.${name}`,
      options: profile,
      origin: namedIn('options', `the profile "${environment}" names it`),
    };
  }
  problems.add({
    path: 'profiles',
    expected: `there is no profile for the environment "${environment}"`,
    remedy: `Add the profile "${environment}", or set NODE_ENV to the name of a profile: ${names.join(', ')}.`,
  });
  return undefined;
}

/** There must be one when there are no other accounts, or when secrets for it are given. */
function isNeeded(options: TwilioAuthModuleOptions): boolean {
  const hasOthers = options.accounts !== undefined || options.resolveAccount !== undefined;
  const hasSecrets = UNITS_WITH_SECRET.some((unit) => options[unit] !== undefined);
  return !hasOthers || hasSecrets || hasWebhookSecrets(options);
}

function hasWebhookSecrets({ webhook }: TwilioAuthModuleOptions): boolean {
  const { signingKeys, basic } = own(webhook ?? {});
  return signingKeys !== undefined || basic !== undefined;
}

/** Adds the units that the options do not give and the environment does. */
function withUnits(
  options: Partial<AccountOptions>,
  { origin, method }: { readonly origin: AccountOrigin; readonly method?: string | undefined },
  env: Env,
  problems: Problems,
): AccountSource {
  const { accountSid } = options;
  const accessTokens =
    options.accessTokens === undefined
      ? accessTokensFromEnv(env, { accountSid, method }, problems)
      : undefined;
  const webhook = options.webhook === undefined ? webhookFromEnv(env, method, problems) : undefined;
  const units = { accessTokens: accessTokens?.options, webhook: webhook?.options };
  const variables = { ...origin.variables, ...accessTokens?.variables, ...webhook?.variables };
  return {
    name: DEFAULT_ACCOUNT,
    path: '',
    options: own({ ...options, ...withoutUndefined(units) }),
    origin: { ...origin, variables: own(variables) },
  };
}
