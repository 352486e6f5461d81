import { ACCOUNT_UNIT, rootAccount, SECRET_UNITS } from './account-units.js';
import { accountFromEnv } from './env-account.js';
import { envHasCredentials } from './env-credentials.js';
import { accessTokensFromEnv, webhookFromEnv } from './env-units.js';
import type { Environment } from './environment.js';
import type { AccountOptions, TwilioAuthModuleOptions } from './options.js';
import type { Problems } from './problems.js';
import { findProfile } from './profile.js';
import { given, provenanceOf, type Provenance } from './provenance.js';
import type { Env } from './read-env.js';

/** Options of the default account, whatever they came from. */
export interface DefaultAccount {
  readonly options: Partial<AccountOptions>;
  /** Where they stand within the options; empty for the root. */
  readonly path: string;
  readonly source: 'options' | 'environment';
  readonly provenance: Provenance;
}

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
): DefaultAccount | undefined {
  if (options.profiles !== undefined) return profileAccount(options, environment, problems);
  if (ACCOUNT_UNIT.some((key) => options[key] !== undefined)) {
    const known = provenanceOf(options);
    const source = known === undefined ? 'options' : 'environment';
    const provenance = known ?? given('the options name it');
    return withUnits(
      { options: rootAccount(options), path: '', source, provenance },
      env,
      problems,
    );
  }
  if (!isNeeded(options) && !envHasCredentials(env)) return undefined;
  const account = accountFromEnv(env, environment.name, problems);
  if (account === undefined) return undefined;
  const { options: unit, provenance } = account;
  const found = { ...rootAccount(options), ...unit };
  return withUnits({ options: found, path: '', source: 'environment', provenance }, env, problems);
}

function profileAccount(
  options: TwilioAuthModuleOptions,
  environment: Environment,
  problems: Problems,
): DefaultAccount | undefined {
  const profile = findProfile(options, environment.name, problems);
  if (profile === undefined) return undefined;
  const provenance = given(`the profile "${environment.name}" names it`);
  return { ...profile, source: 'options', provenance };
}

/** Without other accounts there must be a default one, and so where its own secrets are given. */
function isNeeded(options: TwilioAuthModuleOptions): boolean {
  const hasOthers = options.accounts !== undefined || options.resolveAccount !== undefined;
  const hasSecrets = SECRET_UNITS.some((unit) => options[unit] !== undefined);
  return !hasOthers || hasSecrets || options.webhook?.signingKeys !== undefined;
}

/** Adds the units that the account does not have and the environment does. */
function withUnits(account: DefaultAccount, env: Env, problems: Problems): DefaultAccount {
  const { options, provenance } = account;
  const method = options.auth?.method;
  const accessTokens =
    options.accessTokens === undefined ? accessTokensFromEnv(env, method, problems) : undefined;
  const webhook = options.webhook === undefined ? webhookFromEnv(env, method, problems) : undefined;
  return {
    ...account,
    options: {
      ...options,
      ...(accessTokens === undefined ? {} : { accessTokens: accessTokens.options }),
      ...(webhook === undefined ? {} : { webhook: webhook.options }),
    },
    provenance: {
      ...provenance,
      variables: { ...provenance.variables, ...accessTokens?.variables, ...webhook?.variables },
    },
  };
}
