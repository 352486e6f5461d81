import { onTestFinished } from 'vitest';
import {
  startRuntime as start,
  type Runtime,
  type RuntimePorts,
} from '../../libs/twilio-auth/src/core/create-runtime.js';
import { systemClock } from '../../libs/twilio-auth/src/core/primitives/clock.js';

/** A runtime without Nest, closed after the test. Options may have any type, as in JavaScript. */
export async function startRuntime(
  options: object,
  ports: Partial<RuntimePorts> = {},
): Promise<Runtime> {
  const runtime = await start(options, { clock: systemClock, emit: () => {}, ...ports });
  onTestFinished(() => runtime.close(0));
  return runtime;
}
