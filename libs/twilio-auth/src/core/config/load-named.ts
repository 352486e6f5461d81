import { inherit } from './inherit.js';
import { loadFrom, type LoadedAccount } from './loaded-account.js';
import type { Loading } from './loading.js';
import type { AccountOptions } from './options.js';
import { given } from './provenance.js';

/** Loads the named accounts, all at the same time, in the order in which they are configured. */
export async function loadNamed(
  accounts: Readonly<Record<string, AccountOptions>>,
  parent: Partial<AccountOptions>,
  loading: Loading,
): Promise<(LoadedAccount | undefined)[]> {
  const named = Object.entries(accounts).filter(([name]) => isName(name, loading));
  return Promise.all(
    named.map(([name, options]) =>
      loadFrom(
        {
          name,
          path: `accounts.${name}`,
          options: inherit(options, parent),
          source: 'options',
          provenance: given(`the options of "${name}" name it`),
        },
        loading,
      ),
    ),
  );
}

function isName(name: string, { problems }: Loading): boolean {
  // Errors and policy exceptions know a tenant's account as `tenant:` and its id.
  const isTaken = name === 'default' || name.startsWith('tenant:');
  if (!isTaken && name !== '' && name.trim() === name) return true;
  problems.add({
    path: `accounts.${name}`,
    expected: `"${name}" cannot name an account`,
    remedy: 'Choose another name; the root options are the account "default".',
  });
  return false;
}
