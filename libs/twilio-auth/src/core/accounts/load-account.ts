import type { AccountOrigin } from '../config/account-origin.js';
import type { AuthOptions } from '../config/auth-options.js';
import { cleaned } from '../config/cleaned.js';
import type { AccountOptions } from '../config/options.js';
import { Problems } from '../config/problems.js';
import type { Place } from '../config/schema/check.js';
import { isObject } from '../primitives/is-object.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { AccessTokenCredential, Account, RestCredential, WebhookKey } from './account.js';
import { loadAuth } from './load-auth.js';
import { loadUnit } from './load-unit.js';
import { loadWebhook } from './load-webhook.js';
import type { Loading } from './loading.js';
import { isRereadable } from './rereadable.js';

/** What an account is loaded from. */
export interface AccountSource {
  readonly name: string;
  /** Where its options are within the module's; empty for the root. */
  readonly path: string;
  readonly options: Partial<AccountOptions>;
  readonly origin: AccountOrigin;
}

/** One account, validated. */
export interface LoadedAccount {
  readonly account: Account;
  /** Absent where nothing can change: a tenant whose options hold all of its secrets. */
  readonly renewal?: AccountRenewal;
}

/** How an account is loaded anew from what it was loaded from. */
export class AccountRenewal {
  /** Whether any secret comes from a function or a file, so that reloading can bring another. */
  readonly isRereadable: boolean;
  readonly #from: AccountSource;
  readonly #loading: Omit<Loading, 'problems'>;

  constructor(from: AccountSource, loading: Omit<Loading, 'problems'>) {
    this.isRereadable = isRereadable(from.options);
    this.#from = from;
    this.#loading = loading;
  }

  /** Fetches every secret again. Rejects with `TWILIO_AUTH_CONFIG_INVALID` as loading does. */
  reload(): Promise<LoadedAccount> {
    return loadAlone(this.#from, this.#loading);
  }

  /** The same account with another way to authenticate; everything else stays. */
  withAuth(auth: AuthOptions): Promise<LoadedAccount> {
    const { options, origin } = this.#from;
    // The variables of the credential that is gone say nothing about the new one.
    const others = Object.entries(origin.variables).filter(([path]) => !path.startsWith('auth.'));
    const rotated: AccountOrigin = {
      source: origin.source,
      variables: Object.fromEntries(others),
      because: 'it was rotated to',
      methodNamed: true,
      alternatives: [],
    };
    const from = { ...this.#from, options: { ...options, auth }, origin: rotated };
    return loadAlone(from, this.#loading);
  }
}

/** Loads one account. `undefined` when the problems say why not. */
export async function loadAccount(
  from: AccountSource,
  loading: Loading,
): Promise<LoadedAccount | undefined> {
  const { path, options, origin } = from;
  if (!isObject(options)) {
    const expected = 'expected an object of account options';
    loading.problems.add({ path, expected, remedy: 'Give { accountSid, auth, … }.' });
    return undefined;
  }
  const account = await toAccount(from, loading);
  if (account === undefined) return undefined;
  const isFinal = origin.source === 'tenant' && !isRereadable(options);
  return isFinal ? { account } : { account, renewal: new AccountRenewal(from, loading) };
}

/**
 * Loads one account by itself.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID`
 */
export async function loadAlone(
  from: AccountSource,
  loading: Omit<Loading, 'problems'>,
): Promise<LoadedAccount> {
  const problems = new Problems();
  const loaded = await loadAccount(from, { ...loading, problems });
  problems.throwIfAny(from.name);
  // Whoever loads nothing has said why.
  return loaded as LoadedAccount;
}

/**
 * Validates the options and fetches all secrets at the same time. Problems are collected, so
 * the account is complete only while the collector is empty.
 */
async function toAccount(
  { name, path, options, origin }: AccountSource,
  loading: Loading,
): Promise<Account | undefined> {
  const { checks, problems } = loading;
  const { variables } = origin;
  const { auth, accessTokens, webhook, clientValidation, ...fields } = cleaned(options);
  const known = [...checks.fieldsOf(checks.AccountSchema), ...UNITS];
  problems.addAll(checks.check(checks.AccountSchema, fields, { path, variables }));
  problems.addAll(checks.unknownOptions(cleaned(options), known, path));
  const place = (unit: string): Place => ({
    path: join(path, unit),
    variables: within(unit, variables),
  });
  const [rest, signer, verification, validation] = await Promise.all([
    loadAuth(auth, place('auth'), loading),
    loadUnit(accessTokens, 'keySecret', checks.AccessTokensSchema, place('accessTokens'), loading),
    loadWebhook(webhook, place('webhook'), loading),
    loadUnit(
      clientValidation,
      'privateKey',
      checks.ClientValidationSchema,
      place('clientValidation'),
      loading,
    ),
  ]);
  if (rest === undefined) return undefined;
  // Public Key Client Validation sends the SID of an API key in every request.
  if (clientValidation !== undefined && rest.method !== 'api-key') {
    problems.add({
      path: join(path, 'clientValidation'),
      expected: 'client validation signs with an API key, and the method is another one',
      remedy: 'Authenticate with an API key, or remove clientValidation.',
    });
  }
  const { accountSid, region, edge } = fields as Pick<Account, 'accountSid' | 'region' | 'edge'>;
  return Object.freeze(
    withoutUndefined({
      name,
      accountSid,
      rest,
      webhook: { verify: true, ...verification, keys: verification.keys ?? authTokenOf(rest) },
      accessTokens: toAccessTokens(signer, rest, region),
      clientValidation: validation && { algorithm: 'RS256', ...validation },
      region,
      edge,
      origin,
    }) as Account,
  );
}

const UNITS = ['auth', 'accessTokens', 'webhook', 'clientValidation'];
const DEFAULT_TTL_SECONDS = 3600;

/** Without a key of its own, an account signs with its API key, unless that is restricted. */
function toAccessTokens(
  own: object | undefined,
  rest: RestCredential,
  region: string | undefined,
): AccessTokenCredential | undefined {
  const key = own ?? apiKeyOf(rest);
  if (key === undefined) return undefined;
  const defaults = withoutUndefined({ region, defaultTtlSeconds: DEFAULT_TTL_SECONDS });
  return { ...defaults, ...key } as AccessTokenCredential;
}

/** Without keys of its own, an account that authenticates by Auth Token verifies with that. */
function authTokenOf(rest: RestCredential): readonly WebhookKey[] {
  return rest.method === 'auth-token' && 'authToken' in rest
    ? [{ name: 'auth-token', secret: rest.authToken, algorithm: 'hmac-sha1' }]
    : [];
}

function apiKeyOf(rest: RestCredential): object | undefined {
  if (!('keySid' in rest) || rest.keyType === 'restricted') return undefined;
  const { keySid, keySecret } = rest;
  return { keySid, keySecret };
}

function join(path: string, unit: string): string {
  return path === '' ? unit : `${path}.${unit}`;
}

/** The variables of one unit, by field. */
function within(
  unit: string,
  variables: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const prefix = `${unit}.`;
  return Object.fromEntries(
    Object.entries(variables)
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, variable]) => [path.slice(prefix.length), variable]),
  );
}
