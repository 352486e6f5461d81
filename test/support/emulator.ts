import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterAll, beforeEach } from 'vitest';

/** An emulator for all tests of a file; each begins with an empty request log. */
export async function sharedEmulator(): Promise<TwilioEmulator> {
  const twilio = await TwilioEmulator.start();
  afterAll(() => twilio.stop());
  beforeEach(() => twilio.requests.clear());
  return twilio;
}
