import type { Account } from '../accounts/account.js';
import type { CapabilityGate } from '../capabilities/capability-gate.js';
import type { Emit } from '../events/events.js';
import type { PolicyGate } from '../policy/policy-gate.js';
import type { Clock } from '../primitives/clock.js';
import type { TwilioAuthStrategy } from '../strategies/strategy.js';

/** What every live account of one application shares. */
export interface LiveAccountDeps {
  readonly clock: Clock;
  readonly emit: Emit;
  readonly gate: PolicyGate;
  readonly createStrategy: (account: Account) => TwilioAuthStrategy;
  readonly capability: CapabilityGate;
}
