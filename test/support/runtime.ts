import { onTestFinished } from 'vitest';
import { createRuntime, type Runtime } from '../../libs/twilio-auth/src/core/create-runtime.js';
import type { Emit } from '../../libs/twilio-auth/src/core/events/events.js';
import { systemClock } from '../../libs/twilio-auth/src/core/primitives/clock.js';
import { load } from './configuration.js';

/** A runtime without Nest, closed after the test. */
export async function startRuntime(options: object, emit: Emit = () => {}): Promise<Runtime> {
  const runtime = await createRuntime(await load(options), { clock: systemClock, emit });
  onTestFinished(() => runtime.close(0));
  return runtime;
}
