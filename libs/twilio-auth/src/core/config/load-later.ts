import { inherit } from './inherit.js';
import { loadAlone, type LoadedAccount } from './loaded-account.js';
import type { Loading } from './loading.js';
import type { AccountOptions } from './options.js';
import { given } from './provenance.js';

/** Loads an account that appears while the application runs: a tenant, or one to be tried. */
export type LoadLater = (name: string, options: AccountOptions) => Promise<LoadedAccount>;

/** Remembers what such an account may share with the default one. */
export function loadLaterWith(
  parent: Partial<AccountOptions>,
  loading: Omit<Loading, 'problems'>,
): LoadLater {
  // One for all of them: there may be thousands.
  const provenance = given('its options name it');
  return (name, options) =>
    loadAlone(
      { name, path: '', source: 'tenant', options: inherit(options, parent), provenance },
      loading,
    );
}
