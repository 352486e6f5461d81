import { Test } from '@nestjs/testing';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { MemoryTokenStore } from 'nestjs-twilio-auth/testing';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { expect, it } from 'vitest';

it('fetches one token for two applications that share a store', async () => {
  await using emulator = await TwilioEmulator.start();
  const { sid: accountSid, oauthApp, phoneNumber: from } = emulator.account;
  const { clientId, clientSecret } = oauthApp;
  const tokenStore = new MemoryTokenStore();
  for (const body of ['from the first application', 'from the second']) {
    const module = await Test.createTestingModule({
      imports: [
        TwilioAuthModule.forRoot({
          environment: 'test',
          accountSid,
          auth: { method: 'oauth', clientId, clientSecret },
          oauth: { tokenStore },
          apiBaseUrl: emulator.url,
        }),
      ],
    }).compile();
    await module.get(TwilioClient).messages.create({ to: '+15551234567', from, body });
    await module.close();
  }
  expect(emulator.requests.tokenRequests).toBe(1);
});
