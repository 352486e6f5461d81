import { Test } from '@nestjs/testing';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { expect, it } from 'vitest';
import { withEnvironment } from '#test/support/environment.js';

it('fetches no new token if a permission is missing', async () => {
  await using twilio = await TwilioEmulator.start();
  withEnvironment({ NODE_ENV: 'development', ...twilio.env('oauth') });
  await using module = await Test.createTestingModule({ imports: [TwilioAuthModule.forRoot()] })
    .compile()
    .then((app) => Object.assign(app, { [Symbol.asyncDispose]: () => app.close() }));
  const client = module.get(TwilioClient);

  for (let call = 0; call < 3; call += 1) {
    await expect(client.keys.list({ limit: 1 })).rejects.toMatchObject({
      code: 70051,
      details: { hint: expect.stringContaining('lacks the permission') },
    });
  }

  expect(twilio.requests.tokenRequests).toBe(1);
});
