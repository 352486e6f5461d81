import { TwilioEmulator, type EmulatorOptions } from 'twilio-auth-emulator';
import { afterAll, beforeEach, vi } from 'vitest';

/** An emulator for all tests of a file; each starts with an empty request log and no faults. */
export async function sharedEmulator(options?: EmulatorOptions): Promise<TwilioEmulator> {
  const twilio = await TwilioEmulator.start(options);
  afterAll(() => twilio.stop());
  beforeEach(() => {
    twilio.requests.clear();
    twilio.faults.clear();
  });
  return twilio;
}

/** An emulator of its own for one test, which ends it. */
export function startEmulator(options?: EmulatorOptions): Promise<TwilioEmulator> {
  return TwilioEmulator.start(options);
}

/** Resolves once a request has arrived, answered or not, since the log was cleared. */
export async function requestArrives({ requests }: TwilioEmulator): Promise<void> {
  await vi.waitUntil(() => requests.total > 0);
}
