import type { LoadedConfig } from '../accounts/load-config.js';
import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { PolicyGate } from './policy-gate.js';

/** The gate of a configuration, whose exceptions are valid. */
export function createGate(
  config: LoadedConfig,
  { clock, emit, testingModule }: GatePorts,
): PolicyGate {
  const { environment, apiBaseUrl, ambientAuthToken, tlsVerificationOff } = config;
  const { exceptions = [], enforceAt = 'boot' } = config.policy;
  const facts = own({
    environment,
    ambientAuthToken,
    tlsVerificationOff,
    testingModule,
    resolvesWebhookKeys: config.resolveWebhookKeys !== undefined,
    ...withoutUndefined({ apiBaseUrl }),
  });
  return new PolicyGate({ facts, exceptions, enforceAt, clock, emit });
}

/** What a gate works with besides the configuration. */
interface GatePorts {
  readonly clock: Clock;
  readonly emit: Emit;
  /** Whether `TwilioAuthTestingModule` made the application. */
  readonly testingModule: boolean;
}
