import { Test } from '@nestjs/testing';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { expect, it, vi } from 'vitest';

it('sends to the emulator while the test decides what time it is', async () => {
  vi.useFakeTimers({
    now: new Date('2030-01-01T09:00:00Z'),
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  });
  await using emulator = await TwilioEmulator.start();
  const { sid: accountSid, oauthApp, phoneNumber } = emulator.account;
  const { clientId, clientSecret } = oauthApp;
  const auth = { method: 'oauth', clientId, clientSecret } as const;
  const options = { environment: 'test', accountSid, auth, apiBaseUrl: emulator.url };
  const imports = [TwilioAuthModule.forRoot(options)];
  const module = await Test.createTestingModule({ imports }).compile();

  const message = { to: '+15551234567', from: phoneNumber, body: 'hi' };
  const { dateCreated } = await module.get(TwilioClient).messages.create(message);
  expect(dateCreated.getUTCFullYear()).toBe(2030);
  await module.close();
  vi.useRealTimers();
});
