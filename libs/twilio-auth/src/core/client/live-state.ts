import type { Account } from '../accounts/account.js';
import { toAccount } from '../accounts/to-account.js';
import type { AccountRenewal, LoadedAccount } from '../config/loaded-account.js';
import type { Provenance } from '../config/provenance.js';
import type { TwilioAuthStrategy } from '../strategies/strategy.js';
import type { LiveAccountDeps } from './live-account-deps.js';

/** Everything of an account that a rotation swaps, in one assignment. */
export interface LiveState {
  readonly account: Account;
  readonly strategy: TwilioAuthStrategy;
  readonly provenance: Provenance;
  readonly renewal: AccountRenewal | undefined;
}

/** Puts a loaded account into force. */
export function toLiveState(loaded: LoadedAccount, deps: LiveAccountDeps): LiveState {
  const account = toAccount(loaded);
  const { provenance, renewal } = loaded;
  return { account, strategy: deps.createStrategy(account), provenance, renewal };
}
