import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { signWebhook, TwilioAuthTestingModule } from 'nestjs-twilio-auth/testing';
import request from 'supertest';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { AppModule, UserMessages } from './user-accounts.module.js';
import { VoiceController } from './voice.controller.js';

afterEach(() => vi.unstubAllEnvs());

describe('a credential for each user', () => {
  it('is tried before it is saved, and used for the calls of that user', async () => {
    await using emulator = await TwilioEmulator.start();
    vi.stubEnv('NODE_ENV', 'test');
    vi.stubEnv('TWILIO_API_BASE_URL', emulator.url);
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
    onTestFinished(() => module.close());
    const messages = module.get(UserMessages);
    const { sid: accountSid, apiKeys, phoneNumber } = emulator.account;
    const { sid: keySid, secret: keySecret } = apiKeys.standard;

    const wrong = { accountSid, keySid, keySecret: 'wrong' };
    expect(await messages.save('ada', wrong)).toBe(false);
    const send = () => messages.send('ada', phoneNumber, '+15551234567', 'hi');
    await expect(send()).rejects.toMatchObject({ code: 'TWILIO_AUTH_ACCOUNT_UNKNOWN' });

    expect(await messages.save('ada', { accountSid, keySid, keySecret })).toBe(true);
    expect((await send()).accountSid).toBe(accountSid);
  });
});

describe('a webhook by GET', () => {
  it('is verified by the query of its URL', async () => {
    const module = await Test.createTestingModule({
      imports: [TwilioAuthTestingModule.forRoot({ webhookBaseUrl: 'https://api.example.com' })],
      controllers: [VoiceController],
    }).compile();
    const app = module.createNestApplication<NestExpressApplication>({ rawBody: true });
    await app.init();
    onTestFinished(() => app.close());

    const url = 'https://api.example.com/voice?CallSid=CA1&From=%2B15551234567';
    const { path, headers } = signWebhook({ url, method: 'GET' });
    const answer = await request(app.getHttpServer()).get(path).set(headers).expect(200);
    expect(answer.text).toContain('<Say>Hello +15551234567</Say>');
    await request(app.getHttpServer()).get(`${path}&Digits=1`).set(headers).expect(403);
  });
});
