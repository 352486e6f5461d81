import { Controller, Module, Post, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import {
  TwilioAuthModule,
  TwilioWebhook,
  type TwilioAuthModuleOptions,
  type TwilioWebhookOptions,
} from 'nestjs-twilio-auth';
import { afterEach, describe, expect, it } from 'vitest';
import { sendTo } from '#test/support/http-send.js';
import { ADAPTERS, LogLines } from '#test/support/webhook-app.js';
import { ACCOUNT_SID, BASE_URL, formRequest, TOKEN } from '#test/support/webhook-fixture.js';

const OPTIONS: TwilioAuthModuleOptions = {
  environment: 'development',
  accountSid: ACCOUNT_SID,
  auth: { method: 'api-key', keySid: `SK${'1'.repeat(32)}`, keySecret: 'the-secret-of-the-key' },
  webhook: { signingKeys: [TOKEN], baseUrl: BASE_URL },
};

function appModule(options: TwilioAuthModuleOptions, route: TwilioWebhookOptions = {}) {
  @Controller('webhooks')
  class Webhooks {
    @Post('sms')
    @TwilioWebhook(route)
    sms() {
      return { ok: true };
    }
  }
  class AppModule {}
  Module({ imports: [TwilioAuthModule.forRoot(options)], controllers: [Webhooks] })(AppModule);
  return AppModule;
}

let app: INestApplication | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

describe.each(['express', 'fastify'] as const)('an application with webhooks on %s', (adapter) => {
  async function boot(module: object, options: object, log = new LogLines()) {
    app = await NestFactory.create(module, ADAPTERS[adapter](), {
      logger: log,
      abortOnError: false,
      ...options,
    });
    return app;
  }

  it('does not start without raw bodies', async () => {
    await boot(appModule(OPTIONS), {});
    await expect(app!.init()).rejects.toMatchObject({
      code: 'TWILIO_AUTH_POLICY_VIOLATION',
      message: expect.stringContaining('webhook-without-raw-body'),
    });
  });

  it('does not start without raw bodies in a testing module either', async () => {
    const module = await Test.createTestingModule({ imports: [appModule(OPTIONS)] }).compile();
    app = module.createNestApplication(ADAPTERS[adapter](), { logger: false });
    await expect(app.init()).rejects.toMatchObject({ code: 'TWILIO_AUTH_POLICY_VIOLATION' });
  });

  it('starts with raw bodies, and verifies webhooks', async () => {
    await boot(appModule(OPTIONS), { rawBody: true });
    await app!.listen(0, '127.0.0.1');
    const { url, headers, rawBody } = formRequest({ AccountSid: ACCOUNT_SID });
    expect((await sendTo(app!, { target: url, headers, body: rawBody })).status).toBe(201);
    const unsigned = { 'content-type': headers['content-type']! };
    expect((await sendTo(app!, { target: url, headers: unsigned, body: rawBody })).status).toBe(
      403,
    );
  });

  it('rejects every webhook when a parser keeps no bytes, and logs why once', async () => {
    const log = new LogLines();
    await boot(appModule(OPTIONS), { bodyParser: false }, log);
    if (adapter === 'express') {
      const { urlencoded } = await import('express');
      app!.use(urlencoded({ extended: true }));
    } else {
      app!
        .getHttpAdapter()
        .getInstance()
        .addContentTypeParser(
          'application/x-www-form-urlencoded',
          { parseAs: 'string' },
          (_: unknown, body: string, done: (error: null, body: unknown) => void) =>
            done(null, Object.fromEntries(new URLSearchParams(body))),
        );
    }
    await app!.listen(0, '127.0.0.1');
    const { url, headers, rawBody } = formRequest({ AccountSid: ACCOUNT_SID });
    for (const _ of [1, 2]) {
      const answer = await sendTo(app!, { target: url, headers, body: rawBody });
      expect([answer.status, JSON.parse(answer.body)]).toEqual([
        403,
        { statusCode: 403, errorCode: 'TWILIO_AUTH_WEBHOOK_REJECTED' },
      ]);
    }
    expect(log.lines.filter((line) => line.includes('rawBody: true'))).toHaveLength(1);
  });

  it('does not start when the account of a route has no key or does not exist', async () => {
    const { webhook: _, ...keyless } = OPTIONS;
    await boot(appModule(keyless), { rawBody: true });
    await expect(app!.init()).rejects.toThrow(/webhook-without-signing-key/);
    await boot(appModule(OPTIONS, { account: 'biling' }), { rawBody: true });
    await expect(app!.init()).rejects.toMatchObject({ code: 'TWILIO_AUTH_ACCOUNT_UNKNOWN' });
  });

  it('accepts unsigned webhooks with verify: false, but not in production', async () => {
    const open = { verify: false };
    await boot(appModule(OPTIONS, open), { rawBody: true });
    await app!.listen(0, '127.0.0.1');
    expect((await sendTo(app!, { target: '/webhooks/sms' })).status).toBe(201);
    await app!.close();

    const production = { ...OPTIONS, environment: 'production' };
    await boot(appModule(production, open), { rawBody: true });
    await expect(app!.init()).rejects.toThrow(/webhook-verification-off/);
    await app!.close();

    // This application does start, and its route still rejects unsigned requests.
    const lenient = { ...production, policy: { enforceAt: 'request' as const } };
    await boot(appModule(lenient, open), { rawBody: true });
    await app!.listen(0, '127.0.0.1');
    expect((await sendTo(app!, { target: '/webhooks/sms' })).status).toBe(403);
  });

  it('answers 503 while the module is disabled', async () => {
    await boot(appModule({ enabled: false }), { rawBody: true });
    await app!.listen(0, '127.0.0.1');
    const { url, headers, rawBody } = formRequest({ AccountSid: ACCOUNT_SID });
    const answer = await sendTo(app!, { target: url, headers, body: rawBody });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      503,
      { statusCode: 503, errorCode: 'TWILIO_AUTH_DISABLED' },
    ]);
  });
});
