import { Test } from '@nestjs/testing';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { expect, it } from 'vitest';

it('survives a token that Twilio has revoked', async () => {
  await using emulator = await TwilioEmulator.start();
  const { sid: accountSid, oauthApp } = emulator.account;
  const { clientId, clientSecret } = oauthApp;
  const module = await Test.createTestingModule({
    imports: [
      TwilioAuthModule.forRoot({
        environment: 'test',
        accountSid,
        auth: { method: 'oauth', clientId, clientSecret },
        apiBaseUrl: emulator.url,
      }),
    ],
  }).compile();
  const twilio = module.get(TwilioClient);
  const message = { to: '+15551234567', from: emulator.account.phoneNumber, body: 'hi' };

  await twilio.messages.create(message);
  oauthApp.revokeTokens();
  await twilio.messages.create(message);

  expect(emulator.requests.tokenRequests).toBe(2);
  await module.close();
});
