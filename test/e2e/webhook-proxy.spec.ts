import type { INestApplication } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterEach, describe, expect, it } from 'vitest';
import { sendTo } from '#test/support/http-send.js';
import { webhookApp, type ADAPTERS } from '#test/support/webhook-app.js';
import { formRequest, webhookAccount, verifierOf } from '#test/support/webhook-fixture.js';

const SPOOFED = {
  'x-forwarded-host': 'api.example.com',
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '443',
  forwarded: 'proto=https;host=api.example.com',
};

let app: INestApplication | undefined;
afterEach(() => app?.close());

async function start(adapter: keyof typeof ADAPTERS, baseUrl: string | null, trusting = false) {
  const { verifier } = verifierOf([webhookAccount({ baseUrl })], { explain: true });
  const started = await webhookApp(adapter, verifier, {
    prepare: (prepared) => {
      if (trusting && adapter === 'express') {
        (prepared as NestExpressApplication).set('trust proxy', true);
      }
    },
  });
  app = started.app;
  return started.log;
}

function send(request: ReturnType<typeof formRequest>, more: object = {}) {
  const headers = { ...request.headers, host: 'internal:3000', ...more };
  return sendTo(app!, { target: request.url, headers, body: request.rawBody });
}

const signed = formRequest({ a: '1' });
const forAnotherHost = formRequest({ a: '1' }, { base: 'https://evil.example' });

describe.each(['express', 'fastify'] as const)(
  'behind a proxy that is not trusted, %s',
  (adapter) => {
    it('uses the configured base URL and ignores forwarded headers', async () => {
      await start(adapter, 'https://api.example.com');
      expect((await send(signed)).status).toBe(200);
      expect((await send(signed, { 'x-forwarded-host': 'evil.example' })).status).toBe(200);
      const spoofed = { 'x-forwarded-host': 'evil.example', host: 'evil.example' };
      expect((await send(forAnotherHost, spoofed)).status).toBe(403);
    });

    it('without a base URL uses the Host header and ignores forwarded headers', async () => {
      await start(adapter, null);
      expect((await send(signed, SPOOFED)).status).toBe(403);
      const own = formRequest({ a: '1' }, { base: 'http://internal:3000' });
      expect((await send(own, SPOOFED)).status).toBe(200);
    });

    it('explains a wrong scheme in one line of the log', async () => {
      const log = await start(adapter, null);
      expect((await send(signed, { host: 'api.example.com' })).status).toBe(403);
      const line = log.lines.find((text) => text.includes('bad-signature'));
      expect(line).toBe(
        'Rejected POST /webhooks/sms for account "default": bad-signature. Differs in scheme: the signature is for https://api.example.com/webhooks/sms, and was checked for http://api.example.com/webhooks/sms. Set webhook.baseUrl (TWILIO_WEBHOOK_BASE_URL) to the public origin that Twilio calls.',
      );
      const parts = { method: 'POST', path: '/webhooks/sms', account: 'default' };
      expect(log.attached).toContainEqual({ ...parts, reason: 'bad-signature' });
    });
  },
);

describe.each([
  ['express', 'express'],
  ['fastify', 'fastify behind a trusted proxy'],
] as const)('behind a proxy that is trusted, %s', (_, adapter) => {
  it('without a base URL uses what the proxy forwards', async () => {
    await start(adapter, null, true);
    expect((await send(signed, SPOOFED)).status).toBe(200);
    expect((await send(signed)).status).toBe(403);
  });

  it('still prefers the configured base URL', async () => {
    await start(adapter, 'https://api.example.com', true);
    const spoofed = { ...SPOOFED, 'x-forwarded-host': 'evil.example' };
    expect((await send(forAnotherHost, spoofed)).status).toBe(403);
    expect((await send(signed, spoofed)).status).toBe(200);
  });
});
