import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { ACCOUNT_OPTIONS } from './account-units.js';
import { cleaned } from './clean.js';
import { foundText } from './found-text.js';
import type { HttpOptions } from './http-options.js';
import type {
  OAuthOptions,
  PolicyOptions,
  ShutdownOptions,
  TwilioAuthModuleOptions,
} from './options.js';
import type { VariableName } from './env-variables.js';
import { objectAt, type Problems } from './problems.js';
import type { Env } from './read-env.js';
import type { Check } from './schema/check.js';

/** Everything of the configuration that does not belong to one account, with its defaults. */
export interface ModuleSettings {
  /** The option, not yet compared with NODE_ENV. */
  readonly environmentOption?: string;
  readonly enabled: boolean;
  readonly apiBaseUrl?: string;
  readonly capabilityCheck: 'refuse' | 'warn' | 'off';
  readonly verifyAtBoot: 'off' | 'warn' | 'refuse';
  readonly policy: PolicyOptions;
  readonly http: HttpOptions;
  readonly oauth: OAuthOptions;
  readonly shutdown: ShutdownOptions;
  readonly tenants: {
    readonly max: number;
    readonly ttlSeconds: number;
    readonly resolve?: NonNullable<TwilioAuthModuleOptions['resolveAccount']>;
  };
  readonly resolveWebhookKeys?: NonNullable<TwilioAuthModuleOptions['resolveWebhookKeys']>;
}

/** What loading settings needs. */
interface SettingsLoading {
  /** Loaded where it is used: class-validator takes about 60 ms to load. */
  readonly check: Check;
  readonly problems: Problems;
}

const SETTINGS_UNITS = ['policy', 'http', 'oauth', 'shutdown', 'tenantCache'] as const;

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['0', false],
  ['no', false],
  ['off', false],
]);

/** Validates what does not belong to one account. */
export function loadModuleSettings(
  options: TwilioAuthModuleOptions,
  env: Env,
  loading: SettingsLoading,
): ModuleSettings {
  const { check, problems } = loading;
  const root = cleaned(options);
  const { environment, capabilityCheck = 'refuse' } = root;
  const apiBaseUrl = root['apiBaseUrl'] ?? env.get('TWILIO_API_BASE_URL');
  const verifyAtBoot = root['verifyAtBoot'] ?? env.get('TWILIO_AUTH_VERIFY_AT_BOOT');
  const variables = {
    ...(root['apiBaseUrl'] === undefined && { apiBaseUrl: 'TWILIO_API_BASE_URL' }),
    ...(root['verifyAtBoot'] === undefined && { verifyAtBoot: 'TWILIO_AUTH_VERIFY_AT_BOOT' }),
  };
  const elsewhere = [...SETTINGS_UNITS, ...ACCOUNT_OPTIONS];
  problems.addAll(
    check('module', { ...root, apiBaseUrl, verifyAtBoot }, { path: '', variables }, elsewhere),
  );
  const { resolveAccount: resolve, resolveWebhookKeys } = options;
  const defaults = { max: 1000, ttlSeconds: 300 };
  const policy = loadSettingsUnit(root, 'policy', loading);
  // The check above has reported any value of another type.
  const settings = withoutUndefined({
    environmentOption: typeof environment === 'string' ? environment : undefined,
    enabled: switched(root['enabled'], ENABLED, { env, problems }),
    apiBaseUrl: apiBaseUrl as string | undefined,
    verifyAtBoot: (verifyAtBoot ?? 'off') as ModuleSettings['verifyAtBoot'],
    capabilityCheck: capabilityCheck as ModuleSettings['capabilityCheck'],
    policy: own({
      ...policy,
      allowLiveInTest: switched(policy['allowLiveInTest'], LIVE_IN_TEST, { env, problems }),
    }),
    http: loadSettingsUnit(root, 'http', loading),
    oauth: loadSettingsUnit(root, 'oauth', loading),
    shutdown: loadSettingsUnit(root, 'shutdown', loading),
    tenants: own({
      ...defaults,
      ...loadSettingsUnit(root, 'tenantCache', loading),
      ...withoutUndefined({ resolve }),
    }),
    resolveWebhookKeys,
  });
  return own(settings);
}

/** Empty when anything is wrong, so that later steps need not check the types again. */
function loadSettingsUnit(
  root: Readonly<Record<string, unknown>>,
  name: (typeof SETTINGS_UNITS)[number],
  { check, problems }: SettingsLoading,
): Record<string, unknown> {
  const value = root[name];
  if (value === undefined) return own({});
  const fields = cleaned(objectAt(value, name, problems) ?? {});
  const found = check(name, fields, { path: name });
  problems.addAll(found);
  return found.length > 0 ? own({}) : fields;
}

/** A switch that an option or a variable sets. */
function switched(
  option: unknown,
  { path, variable, otherwise }: Switch,
  { env, problems }: { readonly env: Env; readonly problems: Problems },
): boolean {
  if (typeof option === 'boolean') return option;
  const word = env.get(variable)?.toLowerCase();
  const value = word === undefined ? otherwise : BOOLEANS.get(word);
  if (value === undefined) {
    const expected = `expected true or false${foundText(word)}`;
    problems.add({ path, variable, expected, remedy: 'Correct the value.' });
  }
  return value ?? otherwise;
}

interface Switch {
  readonly path: string;
  readonly variable: VariableName;
  readonly otherwise: boolean;
}

const ENABLED: Switch = { path: 'enabled', variable: 'TWILIO_AUTH_ENABLED', otherwise: true };

const LIVE_IN_TEST: Switch = {
  path: 'policy.allowLiveInTest',
  variable: 'TWILIO_AUTH_ALLOW_LIVE_IN_TEST',
  otherwise: false,
};
