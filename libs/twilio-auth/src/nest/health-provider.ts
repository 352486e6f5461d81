import type { Provider } from '@nestjs/common';
import type { Runtime } from '../core/client/runtime.js';
import type { LoadedConfig } from '../core/accounts/load-config.js';
import { HealthCheck } from '../core/health/health-check.js';
import type { PolicyGate } from '../core/policy/policy-gate.js';
import type { Clock } from '../core/primitives/clock.js';
import type { Sealed } from '../core/primitives/sealed.js';
import {
  TWILIO_AUTH_CLOCK,
  TWILIO_AUTH_CONFIG,
  TWILIO_AUTH_GATE,
  TWILIO_AUTH_HEALTH,
  TWILIO_AUTH_RUNTIME,
} from './tokens.js';

/** What `nestjs-twilio-auth/terminus` asks. Here, so that it needs nothing of Terminus. */
export const HEALTH_PROVIDER: Provider = {
  provide: TWILIO_AUTH_HEALTH,
  inject: [TWILIO_AUTH_RUNTIME, TWILIO_AUTH_GATE, TWILIO_AUTH_CONFIG, TWILIO_AUTH_CLOCK],
  useFactory: (runtime: Runtime, gate: PolicyGate, config: Sealed<LoadedConfig>, clock: Clock) =>
    new HealthCheck({ runtime, gate, config: config.open(), clock }),
};
