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

  it('drops the fragment, which Twilio does not sign', () => {
    const { url, path, headers } = signWebhook({ url: `${BASE}/w?a=b#rc=3&rp=ct`, params });
    expect([url, path]).toEqual([`${BASE}/w?a=b`, '/w?a=b']);
    expect(headers).toEqual(signWebhook({ url, params }).headers);
  });

  it('sends user info as Basic credentials, and signs it only when asked', () => {
    const url = 'https://user:p%40ss@api.example.com/w';
    const { headers, ...signed } = signWebhook({ url, params });
    expect(signed.url).toBe('https://api.example.com/w');
    expect(headers['authorization']).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`);
    const both = signWebhook({ url, params, signUserInfo: true });
    expect(both.headers['x-twilio-signature']).toBe(
      twilio.getExpectedTwilioSignature(TEST_SIGNING_KEY, url, params),
    );
    expect(both.path).toBe('/w');
  });

  it('names the SharedKey that signs it', () => {
    const signingKey = { keyId: 'shared', secret: 'a-secret' };
    const { headers } = signWebhook({ url: `${BASE}/w`, params, signingKey });
    expect(headers['x-twilio-webhooks-signature-settings']).toBe(
      'key=shared,algorithm=HMAC_SHA256',
    );
    expect(headers['x-twilio-signature']).toHaveLength(44);
    const sha1 = { ...signingKey, algorithm: 'hmac-sha1' } as const;
    const old = signWebhook({ url: `${BASE}/w`, params, signingKey: sha1 }).headers;
    expect(old).toMatchObject({
      'x-twilio-webhooks-signature-settings': 'key=shared,algorithm=HMAC_SHA1',
      'x-twilio-signature': twilio.getExpectedTwilioSignature('a-secret', `${BASE}/w`, params),
    });
  });

  it('of an origin without a path is sent to the root', () => {
    expect(signWebhook({ url: 'https://api.example.com', params }).path).toBe('/');
    expect(signWebhook({ url: 'https://api.example.com?a=1', params }).path).toBe('/?a=1');
  });
});
