import { Logger } from '@nestjs/common';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterEach, expect, it, vi } from 'vitest';
import { handler } from './handler.js';

Logger.overrideLogger(false);
afterEach(() => vi.unstubAllEnvs());

it('recovers from a start that failed, and then fetches one token for all invocations', async () => {
  await using emulator = await TwilioEmulator.start();
  const event = { to: '+15551234567', text: 'Disk full' };
  vi.stubEnv('NODE_ENV', 'test');
  vi.stubEnv('TWILIO_AUTH_METHOD', 'oauth');
  await expect(handler(event)).rejects.toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });

  for (const [name, value] of Object.entries(emulator.env('oauth'))) vi.stubEnv(name, value);
  const answers = await Promise.all([handler(event), handler(event)]);
  answers.push(await handler(event));

  expect(new Set(answers.map(({ sid }) => sid)).size).toBe(3);
  expect(emulator.requests.tokenRequests).toBe(1);
});
