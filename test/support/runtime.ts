import { onTestFinished } from 'vitest';
import { Runtime } from '../../libs/twilio-auth/src/core/client/runtime.js';
import type { Emit } from '../../libs/twilio-auth/src/core/events/events.js';
import { createGate } from '../../libs/twilio-auth/src/core/policy/create-gate.js';
import { systemClock } from '../../libs/twilio-auth/src/core/primitives/clock.js';
import { ApiKeyStrategyFactory } from '../../libs/twilio-auth/src/core/strategies/api-key.strategy.js';
import { AuthTokenStrategyFactory } from '../../libs/twilio-auth/src/core/strategies/auth-token.strategy.js';
import { createTransport } from '../../libs/twilio-auth/src/core/transport/create-transport.js';
import { load } from './configuration.js';

/** Accounts and clients without Nest around them, closed with the test. */
export async function startRuntime(options: object, emit: Emit = () => {}): Promise<Runtime> {
  const clock = systemClock;
  const config = await load(options);
  const { http, apiBaseUrl } = config;
  const runtime = await Runtime.create({
    config,
    transport: createTransport({ http, apiBaseUrl, clock }),
    gate: createGate(config, { clock, emit }),
    factories: [new ApiKeyStrategyFactory(), new AuthTokenStrategyFactory()],
    clock,
    emit,
    warn: () => {},
  });
  onTestFinished(() => runtime.close(0));
  return runtime;
}
