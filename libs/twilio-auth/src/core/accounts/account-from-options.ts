import type { AccountOrigin } from '../config/account-origin.js';
import {
  UNITS_WITH_SECRET,
  SECRET_FIELD_OF,
  type UnitWithSecret,
} from '../config/account-units.js';
import { cleaned } from '../config/clean.js';
import { CREDENTIALS_FILE } from '../config/env-credentials-file.js';
import { isBuiltIn, METHODS } from '../config/methods.js';
import type { AccountOptions } from '../config/options.js';
import type { OptionSource } from '../config/schema/check.js';
import { isSharedKeyList } from '../config/shared-keys.js';
import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import {
  isRestrictedKey,
  type AccessTokenCredential,
  type ClientValidation,
  type Account,
  type RestCredential,
} from './account.js';
import { loadAuth, loadAccountUnit, type Loading } from './load-unit.js';
import { loadWebhook, tooManyKeys, webhookKeys } from './load-webhook.js';

/** What an account is loaded from. */
export interface AccountSource {
  readonly name: string;
  /** Where its options are within the module's; empty for the root. */
  readonly path: string;
  readonly options: Partial<AccountOptions>;
  readonly origin: AccountOrigin;
  /** No credential could be chosen, and the problems say so already. */
  readonly authReported?: true;
}

const UNITS = ['auth', ...UNITS_WITH_SECRET, 'webhook'] as const;

const DEFAULT_TTL_SECONDS = 3600;

/**
 * Validates the options of one account and fetches all of its secrets at the same time.
 * `undefined` when the problems say why not; a unit with problems of its own is left out.
 */
export async function accountFromOptions(
  source: AccountSource,
  loading: Loading,
): Promise<Account | undefined> {
  const { name, path, options, origin, authReported } = own(source);
  const { check, problems } = loading;
  const { variables } = origin;
  const values = cleaned(options);
  const found = check('account', values, { path, variables }, UNITS).filter(
    // A credentials file that could not be read has no account SID either.
    ({ variable }) => !(authReported && variable === CREDENTIALS_FILE),
  );
  problems.addAll(found);
  const sourceOf = (unit: string): OptionSource => ({
    path: join(path, unit),
    variables: variablesOf(unit, variables),
  });
  const unit = (key: UnitWithSecret) =>
    loadAccountUnit(values[key], key, SECRET_FIELD_OF[key], sourceOf(key), loading);
  const [rest, accessTokens, clientValidation, webhook] = await Promise.all([
    authReported
      ? undefined
      : loadAuth(values['auth'], values['accountSid'], sourceOf('auth'), loading),
    unit('accessTokens'),
    unit('clientValidation'),
    loadWebhook(values['webhook'], sourceOf('webhook'), loading),
  ]);
  const keys = webhookKeys(rest, webhook.keys);
  const tooMany = tooManyKeys(keys, join(path, 'webhook.signingKeys'));
  if (tooMany !== undefined) {
    const variable = own({ ...variables })['webhook.signingKeys'];
    problems.add({ ...tooMany, ...withoutUndefined({ variable }) });
  }
  if (rest === undefined) return undefined;
  // Public Key Client Validation sends the SID of an API key in every request.
  if (values['clientValidation'] !== undefined && rest.method !== 'api-key') {
    problems.add({
      path: join(path, 'clientValidation'),
      expected: 'client validation signs with an API key, and the method is another one',
      remedy: 'Authenticate with an API key, or remove clientValidation.',
    });
  }
  if (found.length > 0) return undefined;
  const { accountSid, region, edge } = values as Pick<Account, 'accountSid' | 'region' | 'edge'>;
  const account: Account = own({
    name,
    accountSid,
    rest,
    webhook: own({ verify: true, ...webhook, keys }),
    origin,
    ...withoutUndefined({
      accessTokens: signerOf(accessTokens, rest, region),
      clientValidation: clientValidation && signsRequests(clientValidation),
      region,
      edge,
    }),
  });
  return Object.freeze(account);
}

/**
 * Whether any secret comes from a function or a file, so that reading it again can change it. A
 * variable that holds the secret itself is a function too, and always returns the same.
 */
export function isRereadable({
  options,
  origin,
}: Pick<AccountSource, 'options' | 'origin'>): boolean {
  const { auth, webhook, ...units } = own(options);
  const { signingKeys, basic } = own(webhook ?? {});
  const keys: readonly unknown[] = Array.isArray(signingKeys) ? signingKeys : [];
  const method = isObject(auth) ? (own(auth).method as string) : '';
  const isFetched = (unit: unknown, path: string, field: string): boolean =>
    isObject(unit) &&
    typeof own(unit)[field] === 'function' &&
    !isFixed(origin, `${path}.${field}`);
  return (
    typeof auth === 'function' ||
    // The options of a custom method are opaque.
    (isBuiltIn(method) && isFetched(auth, 'auth', METHODS[method].secret)) ||
    isFetched(basic, 'webhook.basic', 'password') ||
    UNITS_WITH_SECRET.some((unit) => isFetched(own(units)[unit], unit, SECRET_FIELD_OF[unit])) ||
    keys.some(
      (key) =>
        (typeof key === 'function' || isFetched(key, 'webhook.signingKeys', 'secret')) &&
        !isFixed(origin, isSharedKeyList(key) ? 'webhook.sharedKeys' : 'webhook.signingKeys'),
    )
  );
}

/** Whether the value is that of an environment variable, and not of a file that one names. */
function isFixed({ variables }: AccountOrigin, path: string): boolean {
  const variable = variables[path];
  return variable !== undefined && !variable.endsWith('_FILE');
}

function signsRequests(given: object): ClientValidation {
  return own({ algorithm: 'RS256', ...given } as ClientValidation);
}

/** Without a key of its own, an account signs with its API key, unless that is restricted. */
function signerOf(
  given: object | undefined,
  rest: RestCredential,
  region: string | undefined,
): AccessTokenCredential | undefined {
  const defaults = { defaultTtlSeconds: DEFAULT_TTL_SECONDS, ...withoutUndefined({ region }) };
  if (given !== undefined) return own({ ...defaults, ...given } as AccessTokenCredential);
  if (!('keySid' in rest) || isRestrictedKey(rest)) return undefined;
  const { keySid, keySecret } = rest;
  return own({ keySid, keySecret, ...defaults });
}

function join(path: string, unit: string): string {
  return path === '' ? unit : `${path}.${unit}`;
}

/** The variables of one unit, by field. */
function variablesOf(
  unit: string,
  variables: AccountOrigin['variables'],
): AccountOrigin['variables'] {
  const prefix = `${unit}.`;
  return Object.fromEntries(
    Object.entries(variables)
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, variable]) => [path.slice(prefix.length), variable]),
  );
}
