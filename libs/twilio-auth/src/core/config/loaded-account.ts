import type { AuthOptions } from './auth-options.js';
import { loadAccount } from './load-account.js';
import { isObject } from './is-object.js';
import type { Loading } from './loading.js';
import type { AccountOptions } from './options.js';
import { Problems } from './problems.js';
import { given, type Provenance } from './provenance.js';
import { isRereadable } from './rereadable.js';
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

/** What an account is loaded from. */
export interface AccountSource {
  readonly name: string;
  /** Where the options stand; empty for the root. */
  readonly path: string;
  readonly options: Partial<AccountOptions>;
  readonly source: LoadedAccount['source'];
  readonly provenance: Provenance;
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
  return {
    name,
    settings,
    source,
    provenance,
    reload: () => loadAlone(from, loading),
    withAuth: (auth) => loadAlone(withAuth(from, auth), loading),
    isRereadable: isRereadable(options),
  };
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

/** The variables of the credential that is gone say nothing about the new one. */
function withAuth(from: AccountSource, auth: AuthOptions): AccountSource {
  const { variables } = from.provenance;
  const others = Object.entries(variables).filter(([path]) => !path.startsWith('auth.'));
  return {
    ...from,
    options: { ...from.options, auth },
    provenance: { ...given('it was rotated to'), variables: Object.fromEntries(others) },
  };
}
