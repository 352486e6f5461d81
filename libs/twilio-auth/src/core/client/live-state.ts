import type { Account } from '../accounts/account.js';
import { toAccount } from '../accounts/to-account.js';
import type { CapabilityGate } from '../capabilities/capability-gate.js';
import type { LoadedAccount } from '../config/loaded-account.js';
import type { TwilioAuthStrategy } from '../strategies/strategy.js';
import type { ClientValidationKey } from '../transport/wire-credential.js';
import type { LiveAccountDeps } from './live-account-deps.js';

/** Everything of an account that a rotation swaps, in one assignment. */
export interface LiveState {
  readonly loaded: LoadedAccount;
  readonly account: Account;
  readonly strategy: TwilioAuthStrategy;
  readonly capability: CapabilityGate;
  /** What the credential cannot do in a client for a subaccount. */
  readonly subaccountCapability: CapabilityGate;
  readonly clientValidation?: ClientValidationKey;
}

/** Puts a loaded account into force: its strategy, and what its credential can do. */
export function toLiveState(loaded: LoadedAccount, deps: LiveAccountDeps): LiveState {
  const account = toAccount(loaded);
  const { accountSid, rest, clientValidation } = account;
  return {
    loaded,
    account,
    strategy: deps.createStrategy(account),
    capability: deps.createCapabilityGate(account, 'request'),
    subaccountCapability: deps.createCapabilityGate(account, 'subaccount'),
    ...(clientValidation !== undefined && 'keySid' in rest
      ? { clientValidation: { accountSid, signingKey: rest.keySid, ...clientValidation } }
      : {}),
  };
}
