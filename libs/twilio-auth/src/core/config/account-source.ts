import type { AccountOptions } from './options.js';
import type { Provenance } from './provenance.js';

/** What an account is loaded from. */
export interface AccountSource {
  readonly name: string;
  /** Where the options stand; empty for the root. */
  readonly path: string;
  readonly options: Partial<AccountOptions>;
  readonly source: 'options' | 'environment' | 'tenant';
  readonly provenance: Provenance;
}
