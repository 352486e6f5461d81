import { Controller, Logger, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, TwilioClient, TwilioWebhook } from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sendReminders } from './send-reminders.js';

Logger.overrideLogger(false);
afterEach(() => vi.unstubAllEnvs());

const useEmulator = ({ env }: { env: Readonly<Record<string, string>> }): void => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
};

describe('an application without a web server', () => {
  it('sends everything with one token, and ends', async () => {
    await using emulator = await TwilioEmulator.start();
    useEmulator({ env: emulator.env('oauth') });
    const numbers = ['+15551234501', '+15551234502', '+15551234503'];

    expect(await sendReminders(numbers)).toBe(3);
    expect(emulator.requests.tokenRequests).toBe(1);
  });

  it('starts with the controllers of webhooks in its modules, which it does not serve', async () => {
    @Controller('webhooks')
    class WebhooksController {
      @Post()
      @TwilioWebhook()
      receive(): void {}
    }
    @Module({ imports: [TwilioAuthModule.forRoot()], controllers: [WebhooksController] })
    class AppModule {}
    await using emulator = await TwilioEmulator.start();
    const env = { ...emulator.env('api-key'), TWILIO_WEBHOOK_SIGNING_KEYS: '' };
    const quiet = { logger: false, abortOnError: false } as const;
    useEmulator({ env });
    await expect(NestFactory.createApplicationContext(AppModule, quiet)).rejects.toMatchObject({
      reason: 'webhook-without-signing-key',
    });

    useEmulator({ env: { ...env, TWILIO_WEBHOOK_SIGNING_KEYS: 'key-of-the-test' } });
    const app = await NestFactory.createApplicationContext(AppModule, quiet);
    expect(app.get(TwilioClient)).toBeDefined();
    await app.close();
  });
});
