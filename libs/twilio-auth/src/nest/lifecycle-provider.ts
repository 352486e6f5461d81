import type { Provider } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Runtime } from '../core/client/runtime.js';
import type { LoadedConfig } from '../core/config/load-config.js';
import type { PolicyGate } from '../core/policy/policy-gate.js';
import type { Sealed } from '../core/primitives/sealed.js';
import { TwilioAuthLifecycle } from './lifecycle.js';
import { TWILIO_AUTH_CONFIG, TWILIO_AUTH_GATE, TWILIO_AUTH_RUNTIME } from './tokens.js';
import { discoverWebhookRoutes } from './webhook/discover-webhook-routes.js';
import { RawBodyProbe } from './webhook/raw-body-probe.js';

/** Puts the lifecycle together with what it asks the application about. */
export const LIFECYCLE_PROVIDER: Provider = {
  provide: TwilioAuthLifecycle,
  inject: [
    TWILIO_AUTH_RUNTIME,
    TWILIO_AUTH_GATE,
    TWILIO_AUTH_CONFIG,
    DiscoveryService,
    RawBodyProbe,
  ],
  useFactory: (
    runtime: Runtime,
    gate: PolicyGate,
    config: Sealed<LoadedConfig>,
    discovery: DiscoveryService,
    probe: RawBodyProbe,
  ) =>
    new TwilioAuthLifecycle({
      runtime,
      gate,
      enforceAt: config.open().policy.enforceAt ?? 'boot',
      routes: () => discoverWebhookRoutes(discovery),
      rawBody: () => probe.rawBody,
    }),
};
