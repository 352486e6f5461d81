import type { AuthOptions } from './auth-options.js';
import { findDefaultAccount, type DefaultAccount } from './default-account.js';
import { withoutAliases } from './env-aliases.js';
import { nonProductionProblems, toEnvironment, type Environment } from './environment.js';
import { inherit } from './inherit.js';
import { loadAccount } from './load-account.js';
import type { Checks, Loading } from './load-auth.js';
import { loadModule, type ModuleSettings } from './load-module.js';
import type { AccountOptions, TwilioAuthModuleOptions } from './options.js';
import { Problems } from './problems.js';
import type { Provenance } from './provenance.js';
import { processVariables, readNetworkEnv, type NetworkEnv, type Variables } from './read-env.js';
import type { AccountSettings } from './settings.js';

/** One account, validated, and how to fetch its secrets again. */
export interface LoadedAccount {
  readonly name: string;
  readonly settings: AccountSettings;
  readonly source: 'options' | 'environment' | 'tenant';
  readonly provenance: Provenance;
  /** Fetches every secret again. Rejects with `TWILIO_AUTH_CONFIG_INVALID` as loading does. */
  readonly reload: () => Promise<LoadedAccount>;
  /** The same account with another way to authenticate; everything else stays. */
  readonly withAuth: (auth: AuthOptions) => Promise<LoadedAccount>;
  /** Whether any secret comes from a function or a file, so that reloading can bring news. */
  readonly isRereadable: boolean;
}

/** The whole configuration: validated, defaulted, its secrets sealed. */
export interface LoadedConfig extends ModuleSettings {
  readonly environment: Environment;
  readonly network: NetworkEnv;
  /** The default account first, if there is one. */
  readonly accounts: readonly LoadedAccount[];
  /** Whether TWILIO_AUTH_TOKEN is set, in either form. */
  readonly ambientAuthToken: boolean;
  /** Loads an account that appears later: a tenant, or the new credential of a rotation. */
  readonly loadLater: (name: string, options: AccountOptions) => Promise<LoadedAccount>;
}

/** What loading works with beside the options. */
export interface LoadContext {
  /** Methods that a registered strategy factory serves. */
  readonly methods: readonly string[];
  readonly variables?: Variables;
}

/**
 * Loads the configuration: reads, cleans, defaults, validates, seals.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID` with every problem at once.
 */
export async function loadConfig(
  options: TwilioAuthModuleOptions,
  { methods, variables = processVariables() }: LoadContext,
): Promise<LoadedConfig> {
  const problems = new Problems();
  const checks = await import('./schema/checks.js');
  const env = withoutAliases(variables, problems);
  const nonProduction = options.policy?.nonProduction;
  const environment = toEnvironment(options.environment, env.get('NODE_ENV'), nonProduction);
  if (Array.isArray(nonProduction)) problems.addAll(nonProductionProblems(nonProduction));
  const module = loadModule(options, env, { checks, problems });
  const common = { ...module, environment, network: readNetworkEnv(env) };
  const ambientAuthToken = env.has('TWILIO_AUTH_TOKEN');
  if (!module.enabled) {
    problems.throwIfAny();
    return { ...common, accounts: [], ambientAuthToken, loadLater: refuseLater };
  }
  const loading = { checks, problems, methods };
  const found = findDefaultAccount(options, environment, env, problems);
  const accounts = [
    ...(found === undefined ? [] : [await loadDefault(found, loading)]),
    ...(await loadNamed(options.accounts ?? {}, found?.options, loading)),
  ].filter((account) => account !== undefined);
  problems.throwIfAny();
  return {
    ...common,
    accounts,
    ambientAuthToken,
    loadLater: (name, later) => loadLater(name, inherit(later, found?.options), checks, methods),
  };
}

function loadDefault(found: DefaultAccount, loading: Loading): Promise<LoadedAccount | undefined> {
  return load({ name: 'default', path: '', ...found }, loading);
}

async function loadNamed(
  accounts: Readonly<Record<string, AccountOptions>>,
  parent: Partial<AccountOptions> | undefined,
  loading: Loading,
): Promise<(LoadedAccount | undefined)[]> {
  const loaded: (LoadedAccount | undefined)[] = [];
  for (const [name, options] of Object.entries(accounts)) {
    if (name === 'default' || name.trim() === '') {
      loading.problems.add({
        path: `accounts.${name}`,
        expected: `"${name}" cannot name an account`,
        remedy: 'Choose another name; the root options are the account "default".',
      });
      continue;
    }
    const provenance = provenanceOf(`the options of "${name}" name it`);
    const inherited = inherit(options, parent);
    loaded.push(
      await load(
        { name, path: `accounts.${name}`, options: inherited, source: 'options', provenance },
        loading,
      ),
    );
  }
  return loaded;
}

async function loadLater(
  name: string,
  options: AccountOptions,
  checks: Checks,
  methods: readonly string[],
): Promise<LoadedAccount> {
  const problems = new Problems();
  const request = {
    name,
    path: '',
    options,
    source: 'tenant' as const,
    provenance: provenanceOf('its options name it'),
  };
  const loaded = await load(request, { checks, problems, methods });
  problems.throwIfAny(name);
  return loaded as LoadedAccount;
}

interface LoadRequest {
  readonly name: string;
  readonly path: string;
  readonly options: Partial<AccountOptions>;
  readonly source: LoadedAccount['source'];
  readonly provenance: Provenance;
}

async function load(request: LoadRequest, loading: Loading): Promise<LoadedAccount | undefined> {
  const { name, path, options, source, provenance } = request;
  if (typeof options !== 'object' || options === null) {
    loading.problems.add({ path, expected: 'expected account options', remedy: 'Give an object.' });
    return undefined;
  }
  const settings = await loadAccount(options, path, loading, provenance.variables);
  if (settings === undefined) return undefined;
  const again = async (changed: LoadRequest): Promise<LoadedAccount> => {
    const problems = new Problems();
    const loaded = await load(changed, { ...loading, problems });
    problems.throwIfAny(name);
    return loaded as LoadedAccount;
  };
  return {
    name,
    settings,
    source,
    provenance,
    reload: () => again(request),
    withAuth: (auth) =>
      again({ ...request, options: { ...options, auth }, provenance: rotated(provenance) }),
    isRereadable: hasFunction(options),
  };
}

function provenanceOf(because: string): Provenance {
  return { variables: {}, because, methodNamed: true, alternatives: [] };
}

function rotated(provenance: Provenance): Provenance {
  return { ...provenance, because: 'it was rotated to', methodNamed: true, alternatives: [] };
}

/** Options are data but for secrets, so a function anywhere in them yields a secret. */
function hasFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasFunction);
}

function refuseLater(): never {
  throw new Error('unreachable: a disabled module loads no accounts');
}
