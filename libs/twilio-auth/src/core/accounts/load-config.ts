import { rootAccount } from '../config/account-units.js';
import { cleaned } from '../config/clean.js';
import { foundType } from '../config/found-text.js';
import { nonProductionProblems, toEnvironment, type Environment } from '../config/environment.js';
import { loadPeer } from '../config/load-peer.js';
import { loadModuleSettings, type ModuleSettings } from '../config/module-settings.js';
import type { AccountOptions, TwilioAuthModuleOptions } from '../config/options.js';
import { Problems } from '../config/problems.js';
import {
  Env,
  processVariables,
  readNetworkEnv,
  type NetworkEnv,
  type Variables,
} from '../config/read-env.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import { systemClock, type Clock } from '../primitives/clock.js';
import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { AccountSource } from './account-from-options.js';
import { findDefaultAccount } from './default-account.js';
import { loadAccount, type LoadedAccount } from './load-account.js';
import type { Loading } from './load-unit.js';
import { loadLaterWith, loadNamed, type LoadLater } from './named-accounts.js';

/** The whole configuration: validated, with defaults, its secrets in `Secret`s. */
export interface LoadedConfig extends ModuleSettings {
  readonly environment: Environment;
  readonly network: NetworkEnv;
  /** The base URL of webhooks of accounts that are not configured. */
  readonly webhookBaseUrl: string | undefined;
  /** The default account first, if there is one; none where the module is switched off. */
  readonly accounts: readonly LoadedAccount[];
  /** Whether TWILIO_AUTH_TOKEN is set, in either form. */
  readonly ambientAuthToken: boolean;
  /** NODE_TLS_REJECT_UNAUTHORIZED=0 is set. */
  readonly tlsVerificationOff: boolean;
  /** Loads an account that appears later: a tenant, or one that is to be tried. */
  readonly loadLater: LoadLater;
}

/** What loading needs in addition to the options. */
export interface LoadContext {
  /** Methods that a registered strategy factory serves. */
  readonly methods: readonly string[];
  /** Problems that the caller has found already: they are reported together with the others. */
  readonly problems?: Problems;
  readonly variables?: Variables;
  readonly clock?: Clock;
}

/**
 * Loads the configuration: reads, cleans and validates it, adds defaults, fetches secrets.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID` with every problem at once.
 */
export async function loadConfig(
  given: TwilioAuthModuleOptions,
  context: LoadContext,
): Promise<LoadedConfig> {
  const { methods, problems = new Problems(), variables, clock = systemClock } = own(context);
  if (!isObject(given)) throw noOptions(given);
  const options: TwilioAuthModuleOptions = own(given);
  const { check } = await loadPeer('class-validator', () => import('../config/schema/check.js'));
  const env = new Env(variables ?? processVariables());
  const module = loadModuleSettings(options, env, { check, problems });
  const { nonProduction } = module.policy;
  const environment = toEnvironment(module.environmentOption, env.get('NODE_ENV'), nonProduction);
  problems.addAll(nonProductionProblems(nonProduction ?? []));
  const found = module.enabled
    ? findDefaultAccount(options, environment, env, problems)
    : undefined;
  const parent = own(found?.options ?? sharedOptions(options, env));
  const loading = { check, methods, clock };
  const accounts = module.enabled
    ? await loadAccounts(found, options.accounts, parent, { ...loading, problems })
    : [];
  const shared = cleaned(parent.webhook ?? {});
  // With a default account, this was checked with the rest of it.
  if (found === undefined && module.enabled) {
    const isFromEnv = options.webhook === undefined;
    const names = isFromEnv ? { baseUrl: 'TWILIO_WEBHOOK_BASE_URL' } : {};
    problems.addAll(check('webhook', shared, { path: 'webhook', variables: names }));
  }
  problems.throwIfAny();
  return own({
    ...module,
    webhookBaseUrl: shared['baseUrl'] as string | undefined,
    environment,
    network: readNetworkEnv(env),
    accounts,
    ambientAuthToken: env.has('TWILIO_AUTH_TOKEN'),
    tlsVerificationOff: env.get('NODE_TLS_REJECT_UNAUTHORIZED') === '0',
    loadLater: loadLaterWith(parent, loading),
  });
}

async function loadAccounts(
  found: AccountSource | undefined,
  named: TwilioAuthModuleOptions['accounts'],
  parent: Partial<AccountOptions>,
  loading: Loading,
): Promise<readonly LoadedAccount[]> {
  const loaded = await Promise.all([
    found === undefined ? undefined : loadAccount(found, loading),
    loadNamed(isObject(named) ? named : {}, parent, loading),
  ]);
  return loaded.flat().filter((account) => account !== undefined);
}

/** What named accounts share when there is no default account to share it with them. */
function sharedOptions(options: TwilioAuthModuleOptions, env: Env): Partial<AccountOptions> {
  const baseUrl = env.get('TWILIO_WEBHOOK_BASE_URL');
  const webhook = baseUrl === undefined ? undefined : { baseUrl };
  return { ...withoutUndefined({ webhook }), ...rootAccount(options) };
}

function noOptions(given: unknown): TwilioAuthConfigError {
  return new TwilioAuthConfigError([
    {
      path: 'options',
      expected: `expected an object${foundType(given)}`,
      remedy: 'Give an object of options; {} takes everything from the environment.',
    },
  ]);
}
