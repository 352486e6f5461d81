import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { TwilioWebhook } from 'nestjs-twilio-auth';
import { signWebhook, TwilioAuthTestingModule } from 'nestjs-twilio-auth/testing';
import request from 'supertest';
import { expect, it } from 'vitest';

@Controller('webhooks')
class WebhooksController {
  @Post('sms')
  @HttpCode(200)
  @TwilioWebhook()
  receive(@Body() { Body: text }: { Body: string }): string {
    return text;
  }
}

it('accepts what Twilio signed, and rejects the rest', async () => {
  const module = await Test.createTestingModule({
    imports: [TwilioAuthTestingModule.forRoot({ webhookBaseUrl: 'https://api.example.com' })],
    controllers: [WebhooksController],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ rawBody: true });
  await app.init();

  const webhook = signWebhook({
    url: 'https://api.example.com/webhooks/sms',
    params: { Body: 'hello' },
  });
  const post = () => request(app.getHttpServer()).post(webhook.path).set(webhook.headers);
  await post().send(webhook.rawBody).expect(200, 'hello');

  const forged = await post().send('Body=goodbye').expect(403);
  expect(forged.body).toMatchObject({ errorCode: 'TWILIO_AUTH_WEBHOOK_REJECTED' });
  await app.close();
});
