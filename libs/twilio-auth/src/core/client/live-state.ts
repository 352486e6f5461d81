import type { Account } from '../accounts/account.js';
import type { AccountRenewal, LoadedAccount } from '../accounts/load-account.js';
import type { TwilioAuthStrategy } from '../strategies/strategy.js';
import type { LiveAccountDeps } from './live-account-deps.js';

/** Everything of an account that a rotation swaps, in one assignment. */
export interface LiveState {
  readonly account: Account;
  readonly strategy: TwilioAuthStrategy;
  readonly renewal: AccountRenewal | undefined;
}

/** Puts a loaded account into force. */
export function toLiveState({ account, renewal }: LoadedAccount, deps: LiveAccountDeps): LiveState {
  return { account, strategy: deps.createStrategy(account), renewal };
}
