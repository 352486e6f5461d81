import {
  accessTokensFromEnv,
  accountFromEnv,
  spareSigningKeyFromEnv,
  webhookFromEnv,
} from './env-options.js';
import { envHasCredentials } from './env-credentials.js';
import type { Environment } from './environment.js';
import type { AccountOptions, TwilioAuthModuleOptions } from './options.js';
import type { Problems } from './problems.js';
import { provenanceOf, type Provenance } from './provenance.js';
import type { Env } from './read-env.js';

/** Options of the default account, whatever they came from. */
export interface DefaultAccount {
  readonly options: Partial<AccountOptions>;
  readonly source: 'options' | 'environment';
  readonly provenance: Provenance;
}

const ACCOUNT_UNIT = ['accountSid', 'auth', 'region', 'edge'] as const;
const ROOT_UNITS = [...ACCOUNT_UNIT, 'accessTokens', 'webhook', 'clientValidation'] as const;

/** The variables behind the two units that the environment can add to an account of the options. */
const UNIT_VARIABLES = {
  'accessTokens.keySid': 'TWILIO_ACCESS_TOKEN_KEY',
  'accessTokens.keySecret': 'TWILIO_ACCESS_TOKEN_SECRET',
  'webhook.baseUrl': 'TWILIO_WEBHOOK_BASE_URL',
} as const;

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
  if (options.profiles !== undefined) return fromProfile(options, environment, problems);
  const given = pick(options, ROOT_UNITS);
  const fromOptions = ACCOUNT_UNIT.some((key) => options[key] !== undefined);
  const hasOthers = options.accounts !== undefined || options.resolveAccount !== undefined;
  if (!fromOptions && hasOthers && !envHasCredentials(env)) return undefined;
  const unit = fromOptions ? undefined : accountFromEnv(env, environment.name, problems);
  if (!fromOptions && unit === undefined) return undefined;
  const accessTokens =
    given.accessTokens ??
    accessTokensFromEnv(env, problems) ??
    (unit === undefined || unit.options.auth.method === 'api-key'
      ? undefined
      : spareSigningKeyFromEnv(env));
  const webhook = given.webhook ?? webhookFromEnv(env, problems);
  return {
    options: {
      ...given,
      ...unit?.options,
      ...(accessTokens === undefined ? {} : { accessTokens }),
      ...(webhook === undefined ? {} : { webhook }),
    },
    source: fromOptions ? 'options' : 'environment',
    provenance: withUnits(provenanceOf(options) ?? unit?.provenance, given, env),
  };
}

function fromProfile(
  options: TwilioAuthModuleOptions,
  environment: Environment,
  problems: Problems,
): DefaultAccount | undefined {
  const profiles = options.profiles ?? {};
  for (const key of ROOT_UNITS.filter((unit) => options[unit] !== undefined)) {
    problems.add({
      path: key,
      expected: 'profiles replace the root account, so both cannot be given',
      remedy: `Move ${key} into each profile, or remove profiles.`,
    });
  }
  const name = Object.keys(profiles).find((key) => key.toLowerCase() === environment.name);
  const profile = name === undefined ? undefined : profiles[name];
  if (profile === undefined) {
    problems.add({
      path: 'profiles',
      expected: `no profile for the environment "${environment.name}"`,
      remedy: `Add one, or set NODE_ENV to one of ${Object.keys(profiles).join(', ')}.`,
    });
    return undefined;
  }
  return {
    options: profile,
    source: 'options',
    provenance: given(`the profile "${environment.name}" names it`),
  };
}

function withUnits(
  known: Provenance | undefined,
  unitsGiven: Partial<AccountOptions>,
  env: Env,
): Provenance {
  const base = known ?? given('the options name it');
  const signing = env.has('TWILIO_WEBHOOK_SIGNING_KEYS')
    ? 'TWILIO_WEBHOOK_SIGNING_KEYS'
    : 'TWILIO_AUTH_TOKEN';
  const candidates = { ...UNIT_VARIABLES, 'webhook.signingKeys': signing };
  const added = Object.entries(candidates)
    .filter(([path]) => unitsGiven[path.split('.')[0] as 'webhook'] === undefined)
    .map(([path, variable]) => [path, env.variableOf(variable)]);
  return { ...base, variables: { ...Object.fromEntries(added), ...base.variables } };
}

function given(because: string): Provenance {
  return { variables: {}, because, methodNamed: true, alternatives: [] };
}

function pick(
  options: TwilioAuthModuleOptions,
  keys: readonly (keyof AccountOptions)[],
): Partial<AccountOptions> {
  return Object.fromEntries(
    keys.filter((key) => options[key] !== undefined).map((key) => [key, options[key]]),
  );
}
