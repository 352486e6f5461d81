import type { INestApplication } from '@nestjs/common';
import twilio from 'twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  signWebhook,
  type SignedWebhook,
  type WebhookToSign,
} from '../../libs/twilio-auth/src/testing/sign-webhook.js';
import { sendTo } from '#test/support/http-send.js';
import { webhookApp } from '#test/support/webhook-app.js';
import {
  BASE_URL,
  sharedKey,
  TOKEN,
  verifierOf,
  webhookAccount,
  webhookKey,
  type EmittedEvent,
} from '#test/support/webhook-fixture.js';

const SECRET = 'the-secret-of-the-shared-key';
const SETTINGS = 'x-twilio-webhooks-signature-settings';
const NEW = { keyId: 'new', secret: SECRET } as const;
const OLD = { keyId: 'old', secret: 'the-secret-of-the-old-one', algorithm: 'hmac-sha1' } as const;
const account = webhookAccount({
  keys: [
    webhookKey(TOKEN, 'auth-token'),
    sharedKey('new', SECRET),
    sharedKey('old', OLD.secret, 'hmac-sha1'),
  ],
});

const form: WebhookToSign = { url: `${BASE_URL}/webhooks/sms`, params: { Body: 'hello' } };

describe.each(['express', 'fastify'] as const)(
  'a webhook signed with a SharedKey on %s',
  (adapter) => {
    let app: INestApplication;
    let events: EmittedEvent[];

    beforeAll(async () => {
      const fixture = verifierOf([account]);
      events = fixture.events;
      ({ app } = await webhookApp(adapter, fixture.verifier));
    });
    beforeEach(() => void (events.length = 0));
    afterAll(() => app.close());

    async function send({ method, path, headers, rawBody }: SignedWebhook, changes: object = {}) {
      const sent = Object.entries({ ...headers, ...changes }).filter(([, value]) => value !== '');
      const body = method === 'GET' ? undefined : rawBody;
      const request = { method, target: path, headers: Object.fromEntries(sent) };
      const { status } = await sendTo(app, body === undefined ? request : { ...request, body });
      return [status, events.at(-1)?.event];
    }

    it.each<[string, WebhookToSign]>([
      ['form', form],
      ['JSON', { url: `${BASE_URL}/webhooks/json`, json: [{ type: 'com.twilio.messaging' }] }],
      ['GET', { url: `${BASE_URL}/webhooks/voice`, method: 'GET', params: { CallSid: 'CA1' } }],
    ])('is accepted as a %s, and the event names the key', async (_, webhook) => {
      const [status, event] = await send(signWebhook({ ...webhook, signingKey: NEW }));
      expect(status).toBeLessThan(300);
      expect(event).toMatchObject({ account: 'default', key: 'new', keyId: 'new' });
    });

    it('is accepted by SHA-1 with the header and without it, if the key was given for SHA-1', async () => {
      const signed = signWebhook({ ...form, signingKey: OLD });
      expect(await send(signed)).toMatchObject([200, { key: 'old', keyId: 'old' }]);
      expect(await send(signed, { [SETTINGS]: '' })).toMatchObject([200, { key: 'old' }]);
    });

    it('is accepted beside one that the Auth Token signed', async () => {
      expect(await send(signWebhook({ ...form, signingKey: TOKEN }))).toEqual([
        200,
        expect.not.objectContaining({ keyId: expect.anything() }),
      ]);
    });

    const signed = signWebhook({ ...form, signingKey: NEW });
    const byToken = signWebhook({ ...form, signingKey: TOKEN });
    it.each<[string, SignedWebhook, string, string]>([
      [
        'names a key that is not configured',
        signed,
        'key=other,algorithm=HMAC_SHA256',
        'unknown-key',
      ],
      ['names no key', signed, 'algorithm=HMAC_SHA256', 'unknown-key'],
      ['names two keys', signed, 'key=new,key=old,algorithm=HMAC_SHA256', 'unknown-key'],
      ['has a header without a meaning', signed, 'x', 'unknown-key'],
      ['names no algorithm', signed, 'key=new', 'unknown-algorithm'],
      ['names an unknown algorithm', signed, 'key=new,algorithm=HMAC_MD5', 'unknown-algorithm'],
      ['names a word of JavaScript', signed, 'key=new,algorithm=constructor', 'unknown-algorithm'],
      [
        'names an algorithm that the key was not given for',
        signWebhook({ ...form, signingKey: { ...NEW, algorithm: 'hmac-sha1' } }),
        'key=new,algorithm=HMAC_SHA1',
        'unknown-algorithm',
      ],
      [
        'was signed with another key than it names',
        byToken,
        'key=old,algorithm=HMAC_SHA1',
        'bad-signature',
      ],
      ['lost the header', signed, '', 'bad-signature'],
      [
        'lost the header and was signed by a SHA-256 key with SHA-1',
        signWebhook({ ...form, signingKey: SECRET }),
        '',
        'bad-signature',
      ],
      [
        'has a signature of the other length',
        byToken,
        'key=new,algorithm=HMAC_SHA256',
        'bad-signature',
      ],
    ])('is rejected when it %s', async (_, webhook, settings, reason) => {
      expect(await send(webhook, { [SETTINGS]: settings })).toMatchObject([403, { reason }]);
    });
  },
);

describe('an upgrade signed with a SharedKey', () => {
  it('is accepted, with its query as part of the URL', async () => {
    const { verifier } = verifierOf([account]);
    const { path, headers } = signWebhook({
      url: 'wss://api.example.com/media',
      params: { a: '1' },
      signingKey: NEW,
    });
    const upgrade = { method: 'GET', url: path, headers };
    expect(verifier.verifyUpgrade(upgrade)).toMatchObject({ valid: true, key: 'new' });
    expect(verifier.verifyUpgrade({ ...upgrade, url: `${path}2` })).toMatchObject({ valid: false });
  });
});

describe('an account with SharedKeys only', () => {
  it('accepts nothing that the Auth Token signed', async () => {
    const { verifier } = verifierOf([webhookAccount({ keys: [sharedKey('new', SECRET)] })]);
    const { path, headers, rawBody } = signWebhook({ ...form, signingKey: TOKEN });
    const verdict = verifier.verify({ method: 'POST', url: path, headers, rawBody });
    expect(verdict).toMatchObject({ valid: false, reason: 'unknown-key' });
  });
});

it('signs SHA-256 over the same text as the SDK signs with SHA-1', async () => {
  const { headers } = signWebhook({ ...form, signingKey: { ...NEW, algorithm: 'hmac-sha1' } });
  const expected = twilio.getExpectedTwilioSignature(SECRET, form.url, { Body: 'hello' });
  expect(headers['x-twilio-signature']).toBe(expected);
});
