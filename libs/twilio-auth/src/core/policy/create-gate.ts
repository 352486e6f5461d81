import type { LoadedConfig } from '../accounts/load-config.js';
import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import { globalMockAgent } from '../primitives/mock-agent.js';
import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { PolicyGate } from './policy-gate.js';

/** The gate of a configuration, whose exceptions are valid. */
export function createGate(
  config: LoadedConfig,
  { clock, emit, testingModule }: GatePorts,
): PolicyGate {
  const { environment, apiBaseUrl, ambientAuthToken, tlsVerificationOff } = config;
  const { exceptions = [], enforceAt = 'boot', allowLiveInTest = false } = config.policy;
  const { dispatcher, httpClient } = config.http;
  const isOwnTransport = testingModule || dispatcher !== undefined || httpClient !== undefined;
  const isReal = apiBaseUrl === undefined && !isOwnTransport;
  const isLiveInTest = environment.name === 'test' && isReal && !allowLiveInTest;
  const facts = own({
    environment,
    ambientAuthToken,
    tlsVerificationOff,
    testingModule,
    isLiveInTest: () => isLiveInTest && globalMockAgent() === undefined,
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
