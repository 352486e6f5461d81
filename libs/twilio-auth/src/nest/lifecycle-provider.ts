import type { Provider } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Runtime } from '../core/client/runtime.js';
import type { PolicyGate } from '../core/policy/policy-gate.js';
import { TwilioAuthLifecycle } from './lifecycle.js';
import { TWILIO_AUTH_GATE, TWILIO_AUTH_RUNTIME } from './tokens.js';
import { discoverWebhookRoutes } from './webhook/webhook-setup.js';
import { RawBodyProbe } from './webhook/webhook-setup.js';

/** Puts the lifecycle together with what it asks the application about. */
export const LIFECYCLE_PROVIDER: Provider = {
  provide: TwilioAuthLifecycle,
  inject: [TWILIO_AUTH_RUNTIME, TWILIO_AUTH_GATE, DiscoveryService, RawBodyProbe],
  useFactory: (
    runtime: Runtime,
    gate: PolicyGate,
    discovery: DiscoveryService,
    probe: RawBodyProbe,
  ) =>
    new TwilioAuthLifecycle({
      runtime,
      gate,
      routes: () => discoverWebhookRoutes(discovery),
      rawBody: () => probe.rawBody,
    }),
};
