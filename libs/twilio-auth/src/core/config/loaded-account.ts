import { isObject } from '../primitives/is-object.js';
import type { AccountSource } from './account-source.js';
import type { AuthOptions } from './auth-options.js';
import { loadAccount } from './load-account.js';
import type { Loading } from './loading.js';
import { Problems } from './problems.js';
import { given, type Provenance } from './provenance.js';
import { isRereadable } from './rereadable.js';
import type { AccountSettings } from './settings.js';

/** One account, validated. */
export interface LoadedAccount extends Pick<AccountSource, 'name' | 'source'> {
  readonly settings: AccountSettings;
  readonly provenance: Provenance;
  /** Absent where nothing can change: a tenant whose options hold all of its secrets. */
  readonly renewal?: AccountRenewal;
}

/** How an account is loaded anew from what it was loaded from. */
export class AccountRenewal {
  /** Whether any secret comes from a function or a file, so that reloading can bring news. */
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
    // The variables of the credential that is gone say nothing about the new one.
    const { options, provenance } = this.#from;
    const others = Object.entries(provenance.variables).filter(
      ([path]) => !path.startsWith('auth.'),
    );
    const why = { ...given('it was rotated to'), variables: Object.fromEntries(others) };
    const from = { ...this.#from, options: { ...options, auth }, provenance: why };
    return loadAlone(from, this.#loading);
  }
}

/** Loads one account. `undefined` when the problems say why not. */
export async function loadFrom(
  from: AccountSource,
  loading: Loading,
): Promise<LoadedAccount | undefined> {
  const { name, path, options, source, provenance } = from;
  if (!isObject(options)) {
    const expected = 'expected an object of account options';
    loading.problems.add({ path, expected, remedy: 'Give { accountSid, auth, … }.' });
    return undefined;
  }
  const { variables } = provenance;
  const settings = await loadAccount(options, { path, variables }, loading);
  if (settings === undefined) return undefined;
  const loaded = { name, settings, source, provenance };
  const isFinal = source === 'tenant' && !isRereadable(options);
  return isFinal ? loaded : { ...loaded, renewal: new AccountRenewal(from, loading) };
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
  const loaded = await loadFrom(from, { ...loading, problems });
  problems.throwIfAny(from.name);
  // Whoever loads nothing has said why.
  return loaded as LoadedAccount;
}
