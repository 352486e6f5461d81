import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { createAppModule } from './app';

describe('NestJS 11, Fastify and CommonJS under Jest', () => {
  it('sends a message with an API key, over two names for one client', async () => {
    const emulator = await TwilioEmulator.start();
    const { account } = emulator;
    const { sid: keySid, secret: keySecret } = account.apiKeys.standard;
    const AppModule = createAppModule({
      environment: 'test',
      apiBaseUrl: emulator.url,
      accountSid: account.sid,
      auth: { method: 'api-key', keySid, keySecret },
    });
    const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
      logger: false,
    });
    try {
      await app.listen(0, '127.0.0.1');
      const response = await fetch(`${await app.getUrl()}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ from: account.phoneNumber, to: '+15551234567', body: 'hi' }),
      });
      expect(await response.json()).toEqual({
        sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
        same: true,
      });
    } finally {
      await app.close();
      await emulator.stop();
    }
  });
});
