import type { LoadedConfig } from '../accounts/load-config.js';
import type { Emit } from '../events/events.js';
import type { PolicyGate } from '../policy/policy-gate.js';
import type { Clock } from '../primitives/clock.js';
import type { TwilioAuthStrategyFactory } from '../strategies/strategy.js';
import type { Transport } from '../transport/transport.js';

/** What the runtime is put together from. */
export interface RuntimeDeps {
  readonly config: LoadedConfig;
  readonly transport: Transport;
  readonly gate: PolicyGate;
  readonly factories: readonly TwilioAuthStrategyFactory[];
  readonly clock: Clock;
  readonly emit: Emit;
  readonly warn: (message: string) => void;
}
