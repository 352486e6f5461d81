import { createHash } from 'node:crypto';
import { VersioningType, type INestApplication } from '@nestjs/common';
import twilio from 'twilio';
import { afterEach, describe, expect, it } from 'vitest';
import { withoutUndefined } from '../../libs/twilio-auth/src/core/primitives/without-undefined.js';
import { sendTo } from '#test/support/http-send.js';
import { webhookApp } from '#test/support/webhook-app.js';
import {
  ACCOUNT_SID,
  BASE_URL,
  formRequest,
  webhookAccount,
  OTHER_SID,
  OTHER_TOKEN,
  TOKEN,
  verifierOf,
  webhookKey,
} from '#test/support/webhook-fixture.js';

const billing = webhookAccount({
  name: 'billing',
  accountSid: OTHER_SID,
  keys: [webhookKey(OTHER_TOKEN)],
});

describe.each(['express', 'fastify'] as const)(
  'a webhook that Twilio signed, on %s,',
  (adapter) => {
    let app: INestApplication | undefined;
    afterEach(() => app?.close());

    async function start(prepare?: (app: INestApplication) => void) {
      const { verifier, events } = verifierOf([webhookAccount(), billing]);
      const started = await webhookApp(adapter, verifier, withoutUndefined({ prepare }));
      app = started.app;
      return { app: started.app, events, log: started.log };
    }

    function send(request: ReturnType<typeof formRequest>, changes: object = {}) {
      const { host: _, ...headers } = request.headers;
      return sendTo(app!, { target: request.url, headers, body: request.rawBody, ...changes });
    }

    it('reaches its handler as a form', async () => {
      const { events } = await start();
      const answer = await send(formRequest({ AccountSid: ACCOUNT_SID, Body: "it's ☕ + more" }));
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toEqual({
        data: { received: { AccountSid: ACCOUNT_SID, Body: "it's ☕ + more" } },
      });
      expect(events).toEqual([
        {
          name: 'webhook.accepted',
          event: { account: 'default', key: 'primary', method: 'POST', path: '/webhooks/sms' },
        },
      ]);
    });

    it.each<[string, Record<string, string | string[]>]>([
      ['brackets', { AccountSid: ACCOUNT_SID, 'a[b]': 'c', 'a[]': 'd' }],
      ['duplicates', { Address: ['+1', '+2', '+1'] }],
      ['sixty duplicates', { Address: Array.from({ length: 60 }, (_, index) => `${index}`) }],
      ['empty names and values', { '': 'x', Empty: '' }],
      ['spaces at the ends and a BOM', { Body: ' \uFEFF hi  ' }],
      ['no fields at all', {}],
    ])('reaches its handler with %s', async (_, params) => {
      await start();
      expect((await send(formRequest(params))).status).toBe(200);
    });

    it('reaches its handler with a field called __proto__', async () => {
      await start();
      const params: Record<string, string> = Object.create(null);
      params['__proto__'] = 'x';
      // Fastify's own parser rejects the name before anything else sees the request.
      expect((await send(formRequest(params))).status).toBe(adapter === 'express' ? 200 : 400);
    });

    it('reaches its handler as JSON with its hash in the URL', async () => {
      await start();
      const body = Buffer.from('[{"specversion": "1.0"}]');
      const hash = createHash('sha256').update(body).digest('hex');
      const target = `/webhooks/json?bodySHA256=${hash}`;
      const signature = twilio.getExpectedTwilioSignature(TOKEN, BASE_URL + target, {});
      const headers = { 'content-type': 'application/json', 'x-twilio-signature': signature };
      const answer = await sendTo(app!, { target, headers, body });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toEqual({ data: { received: [{ specversion: '1.0' }] } });
    });

    it('reaches its handler by GET, with the account in the query', async () => {
      await start();
      const target = `/webhooks/voice?AccountSid=${ACCOUNT_SID}&q='x'&To=%2B1`;
      const signature = twilio.getExpectedTwilioSignature(TOKEN, BASE_URL + target, {});
      const headers = { 'x-twilio-signature': signature };
      expect((await sendTo(app!, { method: 'GET', target, headers })).status).toBe(200);
      const escaped = target.replaceAll("'", '%27');
      expect((await sendTo(app!, { method: 'GET', target: escaped, headers })).status).toBe(200);
    });

    it('is answered with TwiML', async () => {
      await start();
      const answer = await send(formRequest({ Body: 'x' }, { target: '/webhooks/reply' }));
      expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8');
      expect(answer.body).toContain('<Message>Thank you &amp; goodbye</Message>');
    });

    it('is verified with the key of the account that its route or its AccountSid names', async () => {
      await start();
      const byRoute = formRequest({ a: '1' }, { target: '/billing/status', token: OTHER_TOKEN });
      expect((await send(byRoute)).status).toBe(200);
      const named = formRequest({ AccountSid: OTHER_SID }, { token: OTHER_TOKEN });
      expect((await send(named)).status).toBe(200);
    });

    it('is verified against the base URL of its route', async () => {
      await start();
      const request = formRequest(
        { a: '1' },
        { target: '/webhooks/elsewhere', base: 'https://hooks.example.net/twilio' },
      );
      expect((await send(request)).status).toBe(200);
    });

    it('is accepted with an absolute URL in its request line, whose origin is ignored', async () => {
      await start();
      const request = formRequest({ a: '1' });
      const absolute = { target: 'http://evil.example/webhooks/sms' };
      expect((await send(request, absolute)).status).toBe(200);
    });

    it('reaches versioned routes below a global prefix', async () => {
      await start((prepared) => {
        prepared.setGlobalPrefix('api');
        prepared.enableVersioning({ type: VersioningType.URI, defaultVersion: '2' });
      });
      for (const target of ['/api/v2/webhooks/sms', '/api/v2/webhooks/sms?x=%2F&y=a+b']) {
        expect((await send(formRequest({ a: '1' }, { target }))).status).toBe(200);
      }
    });
  },
);
