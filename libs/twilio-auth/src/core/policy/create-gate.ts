import type { LoadedConfig } from '../accounts/load-config.js';
import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import { PolicyGate } from './policy-gate.js';

/**
 * The gate that a configuration asks for.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID` for an exception that is none.
 */
export function createGate(
  { environment, apiBaseUrl, ambientAuthToken, policy, resolveWebhookKeys }: LoadedConfig,
  { clock, emit }: { readonly clock: Clock; readonly emit: Emit },
): PolicyGate {
  const facts = {
    environment,
    ambientAuthToken,
    resolvesWebhookKeys: resolveWebhookKeys !== undefined,
    ...(apiBaseUrl === undefined ? {} : { apiBaseUrl }),
  };
  const { exceptions = [], enforceAt = 'boot' } = policy;
  return new PolicyGate({ facts, exceptions, enforceAt, clock, emit });
}
