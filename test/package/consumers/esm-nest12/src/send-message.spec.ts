import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { expect, it } from 'vitest';
import { createAppModule } from './app.js';

it('sends a message over OAuth from NestJS 12, Express and ESM', async () => {
  await using emulator = await TwilioEmulator.start();
  const { account } = emulator;
  const AppModule = createAppModule({
    environment: 'test',
    apiBaseUrl: emulator.url,
    accountSid: account.sid,
    auth: {
      method: 'oauth',
      clientId: account.oauthApp.clientId,
      clientSecret: account.oauthApp.clientSecret,
    },
  });
  const app = await NestFactory.create(AppModule, { logger: false });
  await app.listen(0, '127.0.0.1');
  try {
    const response = await fetch(`${await app.getUrl()}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: account.phoneNumber, to: '+15551234567', body: 'hi' }),
    });
    expect(await response.json()).toEqual({ sid: expect.stringMatching(/^SM[0-9a-f]{32}$/) });
    expect(emulator.requests.tokenRequests).toBe(1);
  } finally {
    await app.close();
  }
});
