import type { AccountOrigin } from '../config/account-origin.js';
import type { AuthInput } from '../config/auth-options.js';
import { Problems } from '../config/problems.js';
import { isObject } from '../primitives/is-object.js';
import { accountFromOptions, isRereadable, type AccountSource } from './account-from-options.js';
import type { Account } from './account.js';
import type { Loading } from './load-unit.js';

/** One account, validated, and how it is loaded again. */
export interface LoadedAccount {
  readonly account: Account;
  /** Absent when nothing can change: a tenant whose options hold all of its secrets. */
  readonly renewal: AccountRenewal | undefined;
}

/** Loads an account again from what it was loaded from. */
export class AccountRenewal {
  /** Whether any secret comes from a function or a file, so that reloading can bring a new one. */
  readonly isRereadable: boolean;
  /** Whether identifier and secret are fetched together, so that both of them can change. */
  readonly fetchesPair: boolean;
  readonly #source: AccountSource;
  readonly #loading: Omit<Loading, 'problems'>;

  constructor(source: AccountSource, loading: Omit<Loading, 'problems'>) {
    this.isRereadable = isRereadable(source);
    this.fetchesPair = typeof source.options.auth === 'function';
    this.#source = source;
    this.#loading = loading;
  }

  /** Fetches every secret again. Rejects with `TWILIO_AUTH_CONFIG_INVALID` as loading does. */
  reload(): Promise<LoadedAccount> {
    return loadAlone(this.#source, this.#loading);
  }

  /** The same account with another way to authenticate; everything else stays. */
  withAuth(auth: AuthInput): Promise<LoadedAccount> {
    const { options, origin } = this.#source;
    // The variables of the replaced credential say nothing about the new one.
    const others = Object.entries(origin.variables).filter(([path]) => !path.startsWith('auth.'));
    const rotated: AccountOrigin = {
      source: origin.source,
      variables: Object.fromEntries(others),
      because: 'a rotation replaced the credential',
      methodNamed: true,
      alternatives: [],
    };
    const source = { ...this.#source, options: { ...options, auth }, origin: rotated };
    return loadAlone(source, this.#loading);
  }
}

/** Loads one account. `undefined` when the problems say why not. */
export async function loadAccount(
  source: AccountSource,
  loading: Loading,
): Promise<LoadedAccount | undefined> {
  const { path, options, origin } = source;
  if (!isObject(options)) {
    const expected = 'expected an object of account options';
    loading.problems.add({ path, expected, remedy: 'Give { accountSid, auth, … }.' });
    return undefined;
  }
  const account = await accountFromOptions(source, loading);
  if (account === undefined) return undefined;
  const isFinal = origin.source === 'tenant' && !isRereadable(source);
  return { account, renewal: isFinal ? undefined : new AccountRenewal(source, loading) };
}

/**
 * Loads one account by itself.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID`
 */
export async function loadAlone(
  source: AccountSource,
  loading: Omit<Loading, 'problems'>,
): Promise<LoadedAccount> {
  const problems = new Problems();
  const loaded = await loadAccount(source, { ...loading, problems });
  problems.throwIfAny(source.name);
  // Without an account there is a problem, so this line is not reached.
  return loaded as LoadedAccount;
}
