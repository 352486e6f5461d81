import { Test } from '@nestjs/testing';
import { isTwilioAuthError } from 'nestjs-twilio-auth';
import { afterEach, expect, it, vi } from 'vitest';
import { AppModule, Reminders } from './app.module.js';

afterEach(() => vi.unstubAllEnvs());

it('starts without credentials when it is switched off, and rejects every call', async () => {
  vi.stubEnv('TWILIO_AUTH_ENABLED', 'false');
  const module = await Test.createTestingModule({ imports: [AppModule] }).compile();

  const error = await module
    .get(Reminders)
    .remind('+15551234567')
    .catch((e: unknown) => e);
  expect(isTwilioAuthError(error, 'TWILIO_AUTH_DISABLED')).toBe(true);
  await module.close();
});
