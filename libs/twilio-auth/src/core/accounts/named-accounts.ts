import { namedIn } from '../config/account-origin.js';
import type { AccountOptions } from '../config/options.js';
import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { isReserved } from './account-names.js';
import { copyOptions } from './copy-options.js';
import { loadAccount, loadAlone, type LoadedAccount } from './load-account.js';
import type { Loading } from './load-unit.js';

/** Loads the named accounts, all at the same time, in the order in which they are configured. */
export async function loadNamed(
  accounts: Readonly<Record<string, AccountOptions>>,
  parent: Partial<AccountOptions>,
  loading: Loading,
): Promise<(LoadedAccount | undefined)[]> {
  const named = Object.entries(accounts).filter(([name]) => isName(name, loading));
  return Promise.all(
    named.map(([name, options]) =>
      loadAccount(
        {
          name,
          path: `accounts.${name}`,
          options: inherit(options, parent),
          origin: namedIn('options', `the options of "${name}" name it`),
        },
        loading,
      ),
    ),
  );
}

function isName(name: string, { problems }: Loading): boolean {
  if (!isReserved(name) && name !== '' && name.trim() === name) return true;
  problems.add({
    path: `accounts.${name}`,
    expected: `"${name}" cannot name an account`,
    remedy: 'Choose another name; "default", "candidate" and names with "tenant:" are reserved.',
  });
  return false;
}

/** Loads an account that appears while the application runs: a tenant, or one to be tried. */
export type LoadLater = (name: string, options: AccountOptions) => Promise<LoadedAccount>;

/** Remembers what such an account may share with the default one. */
export function loadLaterWith(
  parent: Partial<AccountOptions>,
  loading: Omit<Loading, 'problems'>,
): LoadLater {
  // One for all of them: there may be thousands.
  const origin = namedIn('tenant', 'its options name it');
  return (name, options) =>
    loadAlone({ name, path: '', options: copyOptions(inherit(options, parent)), origin }, loading);
}

/**
 * The options of an account with what it may share with the default account: the location, and
 * how webhooks reach this application. Never a secret: a credential of one account must not
 * turn up in another.
 */
function inherit(given: AccountOptions, parent: Partial<AccountOptions>): AccountOptions {
  // Validation says what is wrong with anything else.
  if (!isObject(given)) return given;
  const options: AccountOptions = own(given);
  const isLocated = options.region !== undefined || options.edge !== undefined;
  const { region, edge } = isLocated ? {} : parent;
  const { baseUrl, verify } = own(parent.webhook ?? {});
  const webhook = { ...withoutUndefined({ baseUrl, verify }), ...options.webhook };
  return own({
    ...withoutUndefined({ region, edge }),
    ...options,
    ...(Object.keys(webhook).length === 0 ? {} : { webhook }),
  });
}
