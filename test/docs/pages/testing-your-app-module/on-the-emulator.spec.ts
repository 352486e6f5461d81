import { Test } from '@nestjs/testing';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterEach, expect, it, vi } from 'vitest';
import { AppModule, Reminders } from './app.module.js';

afterEach(() => vi.unstubAllEnvs());

it('talks to the emulator, with nothing in the application replaced', async () => {
  await using emulator = await TwilioEmulator.start();
  for (const [name, value] of Object.entries(emulator.env('api-key'))) vi.stubEnv(name, value);
  const module = await Test.createTestingModule({ imports: [AppModule] }).compile();

  const { status } = await module.get(Reminders).remind('+15551234567');
  expect(status).toBe('queued');
  await module.close();
});
