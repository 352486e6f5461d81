import { createCapabilityGate } from '../capabilities/capability-gate.js';
import type { LiveAccountDeps } from './live-account-deps.js';
import type { RuntimeDeps } from './runtime-deps.js';

/** Chooses the strategy factory of each account by its method. */
export function createLiveAccountDeps(deps: RuntimeDeps): LiveAccountDeps {
  const { config, gate, factories, clock, emit, warn } = deps;
  const byMethod = new Map(factories.map((factory) => [factory.method, factory]));
  return {
    clock,
    emit,
    gate,
    // Loading accepts no method that no factory serves.
    createStrategy: (account) => byMethod.get(account.rest.method)!.create(account),
    capability: createCapabilityGate({ mode: config.capabilityCheck, emit, warn }),
  };
}
