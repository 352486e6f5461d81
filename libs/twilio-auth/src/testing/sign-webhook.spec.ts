import { Controller, Get, HttpCode, Post, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TwilioWebhook } from 'nestjs-twilio-auth';
import { signWebhook, TEST_SIGNING_KEY, TwilioAuthTestingModule } from 'nestjs-twilio-auth/testing';
import request from 'supertest';
import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BASE = 'https://api.example.com';

@Controller('webhooks')
class Webhooks {
  @Post('sms')
  @HttpCode(200)
  @TwilioWebhook()
  sms() {
    return { ok: true };
  }

  @Get('voice')
  @TwilioWebhook()
  voice() {
    return { ok: true };
  }
}

describe('a webhook signed for a test', () => {
  let app: INestApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({
      imports: [TwilioAuthTestingModule.forRoot({ webhookBaseUrl: BASE })],
      controllers: [Webhooks],
    }).compile();
    app = module.createNestApplication({ rawBody: true, logger: false });
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  const params = { From: '+15005550006', Body: "it's ☕", Address: ['+2', '+1', '+2'] };

  it('has the signature that the SDK makes', () => {
    const { headers } = signWebhook({ url: `${BASE}/w?x=1`, params, signingKey: 'a-key' });
    const expected = twilio.getExpectedTwilioSignature('a-key', `${BASE}/w?x=1`, params);
    expect(headers['x-twilio-signature']).toBe(expected);
    const json = signWebhook({ url: `${BASE}/w`, json: { a: 1 } });
    expect(
      twilio.validateRequestWithBody(
        TEST_SIGNING_KEY,
        json.headers['x-twilio-signature']!,
        json.url,
        json.rawBody,
      ),
    ).toBe(true);
  });

  it('passes the guard when supertest sends it', async () => {
    const { path, headers, rawBody } = signWebhook({ url: `${BASE}/webhooks/sms`, params });
    await request(app.getHttpServer()).post(path).set(headers).send(rawBody).expect(200);
    await request(app.getHttpServer()).post(path).set(headers).send(`${rawBody}&x=1`).expect(403);
  });

  it.each([
    ['a form', { url: `${BASE}/webhooks/sms`, params }],
    ['JSON', { url: `${BASE}/webhooks/sms?a=b`, json: [{ id: 1 }] }],
    ['a GET', { url: `${BASE}/webhooks/voice`, method: 'GET', params }],
  ] as const)('passes the guard when fetch sends it as %s', async (_, webhook) => {
    const { method, path, headers, rawBody } = signWebhook(webhook);
    const body = method === 'GET' ? {} : { body: rawBody };
    const answer = await fetch(`${await app.getUrl()}${path}`, { method, headers, ...body });
    expect(answer.status).toBe(200);
  });

  it('of a WebSocket is an upgrade without a body', () => {
    const { method, url, headers, rawBody } = signWebhook({ url: 'wss://api.example.com/media' });
    expect({ method, rawBody, type: headers['content-type'] }).toEqual({
      method: 'GET',
      rawBody: '',
      type: undefined,
    });
    expect(headers['x-twilio-signature']).toBe(
      twilio.getExpectedTwilioSignature(TEST_SIGNING_KEY, url, {}),
    );
  });
});
