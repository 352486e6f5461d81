import { isObject } from '../primitives/is-object.js';
import { ACCOUNT_OPTIONS } from './account-units.js';
import { cleaned } from './cleaned.js';
import type {
  HttpOptions,
  OAuthOptions,
  PolicyOptions,
  TwilioAuthModuleOptions,
} from './options.js';
import type { Problems } from './problems.js';
import type { Env } from './read-env.js';

/** Everything of the configuration that does not belong to one account, with its defaults. */
export interface ModuleSettings {
  /** The option, not yet weighed against NODE_ENV. */
  readonly environmentOption?: string;
  readonly enabled: boolean;
  readonly apiBaseUrl?: string;
  readonly capabilityCheck: 'refuse' | 'warn' | 'off';
  readonly policy: PolicyOptions;
  readonly http: HttpOptions;
  readonly oauth: OAuthOptions;
  readonly tenants: {
    readonly max: number;
    readonly ttlSeconds: number;
    readonly resolve?: NonNullable<TwilioAuthModuleOptions['resolveAccount']>;
  };
  readonly resolveWebhookKeys?: NonNullable<TwilioAuthModuleOptions['resolveWebhookKeys']>;
}

const UNITS: readonly string[] = ['policy', 'http', 'oauth', 'tenantCache', ...ACCOUNT_OPTIONS];

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

/** The validation of options, loaded where it is used: class-validator takes a while to load. */
export type Checks = typeof import('./schema/checks.js');

interface ModuleLoading {
  readonly checks: Checks;
  readonly problems: Problems;
}

/** Validates what does not belong to one account. */
export function loadModule(
  options: TwilioAuthModuleOptions,
  env: Env,
  { checks, problems }: ModuleLoading,
): ModuleSettings {
  const root = cleaned(options);
  const unit = (name: string, Schema: new () => object): Record<string, unknown> =>
    loadSettings(root[name], name, Schema, { checks, problems });
  const fields = Object.fromEntries(Object.entries(root).filter(([key]) => !UNITS.includes(key)));
  const apiBaseUrl = root['apiBaseUrl'] ?? env.get('TWILIO_API_BASE_URL');
  const variables = root['apiBaseUrl'] === undefined ? { apiBaseUrl: 'TWILIO_API_BASE_URL' } : {};
  problems.addAll(
    checks.check(checks.ModuleSchema, { ...fields, apiBaseUrl }, { path: '', variables }),
  );
  problems.addAll(
    checks.unknownOptions(root, [...checks.fieldsOf(checks.ModuleSchema), ...UNITS], ''),
  );
  const tenantCache = unit('tenantCache', checks.TenantCacheSchema);
  const { environment } = root;
  return {
    ...(typeof environment === 'string' ? { environmentOption: environment } : {}),
    enabled: enabled(root['enabled'], env, problems),
    ...(apiBaseUrl === undefined ? {} : { apiBaseUrl: apiBaseUrl as string }),
    capabilityCheck: (root['capabilityCheck'] as 'refuse' | undefined) ?? 'refuse',
    policy: unit('policy', checks.PolicySchema),
    http: unit('http', checks.HttpSchema),
    oauth: unit('oauth', checks.OAuthOptionsSchema),
    tenants: {
      max: 1000,
      ttlSeconds: 300,
      ...tenantCache,
      ...(options.resolveAccount === undefined ? {} : { resolve: options.resolveAccount }),
    },
    ...(options.resolveWebhookKeys === undefined
      ? {}
      : { resolveWebhookKeys: options.resolveWebhookKeys }),
  };
}

function loadSettings(
  value: unknown,
  path: string,
  Schema: new () => object,
  { checks, problems }: ModuleLoading,
): Record<string, unknown> {
  if (value === undefined) return {};
  if (!isObject(value)) {
    problems.add({ path, expected: 'expected an object', remedy: 'Correct the type.' });
    return {};
  }
  const fields = cleaned(value);
  const found = [
    ...checks.check(Schema, fields, { path }),
    ...checks.unknownOptions(fields, checks.fieldsOf(Schema), path),
  ];
  problems.addAll(found);
  // Nobody after this step has to ask whether a list is one.
  return found.length > 0 ? {} : fields;
}

function enabled(option: unknown, env: Env, problems: Problems): boolean {
  if (typeof option === 'boolean') return option;
  const word = env.get('TWILIO_AUTH_ENABLED')?.toLowerCase();
  const value = word === undefined ? true : BOOLEANS.get(word);
  if (value === undefined) {
    problems.add({
      path: 'enabled',
      variable: 'TWILIO_AUTH_ENABLED',
      expected: 'expected true or false',
      remedy: 'Correct the word.',
    });
  }
  return value ?? true;
}
