import { Controller, HttpCode, Module, Post, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  TwilioAuthModule,
  TwilioWebhook,
  TwilioWebhookVerdict,
  TwilioWebhookVerifier,
  type AcceptedWebhook,
  type WebhookRequest,
} from 'nestjs-twilio-auth';
import { signWebhook, type WebhookToSign } from 'nestjs-twilio-auth/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY_OPTIONS } from '#test/support/configuration.js';
import { sendTo } from '#test/support/http-send.js';
import { listen } from '#test/support/webhook-app.js';
import {
  BASE_URL,
  OTHER_SID,
  OTHER_TOKEN,
  TOKEN,
  UNKNOWN_SID,
} from '#test/support/webhook-fixture.js';

interface Request extends WebhookRequest {
  readonly params: { readonly tenant: string };
  readonly body: {
    readonly account_sid?: string;
    readonly data?: { readonly accountSid: string };
  }[];
}

const TENANTS: Record<string, { accountSid: string; token: string }> = {
  acme: { accountSid: OTHER_SID, token: TOKEN },
  initech: { accountSid: UNKNOWN_SID, token: OTHER_TOKEN },
};

@Controller()
class Routes {
  @Post('tenants/:tenant/events')
  @HttpCode(200)
  @TwilioWebhook({ account: ({ params }: Request) => ({ tenant: params.tenant }) })
  events(@TwilioWebhookVerdict() { account, key }: AcceptedWebhook) {
    return { account, key };
  }

  @Post('verify')
  @HttpCode(200)
  @TwilioWebhook({ account: ({ body }: Request) => body[0]!.account_sid! })
  verify(@TwilioWebhookVerdict() { account }: AcceptedWebhook) {
    return { account };
  }

  @Post('fixed')
  @HttpCode(200)
  @TwilioWebhook({ account: OTHER_SID })
  fixed(@TwilioWebhookVerdict() verdict: AcceptedWebhook) {
    return verdict;
  }
}

@Module({
  imports: [
    TwilioAuthModule.forRoot({
      environment: 'development',
      webhook: { baseUrl: BASE_URL },
      resolveAccount: async (id) => {
        const tenant = Object.hasOwn(TENANTS, id) ? TENANTS[id] : undefined;
        return (
          tenant && {
            ...API_KEY_OPTIONS,
            accountSid: tenant.accountSid,
            webhook: { signingKeys: [{ secret: tenant.token, name: `of-${id}` }] },
          }
        );
      },
      resolveWebhookKeys: async (sid) => {
        const tenant = Object.values(TENANTS).find(({ accountSid }) => accountSid === sid);
        return tenant && [tenant.token];
      },
    }),
  ],
  controllers: [Routes],
})
class AppModule {}

describe.each(['express', 'fastify'] as const)(
  'without a default account on %s, a webhook',
  (adapter) => {
    let app: INestApplication;
    beforeAll(async () => {
      app = await listen(adapter, AppModule);
    });
    afterAll(() => app.close());

    async function send(path: string, webhook: Omit<WebhookToSign, 'url'>, changes: object = {}) {
      const { path: target, headers, rawBody } = signWebhook({ url: BASE_URL + path, ...webhook });
      const request = { target, headers: { ...headers, host: 'internal:3000' }, body: rawBody };
      const { status, body } = await sendTo(app, { ...request, ...changes });
      return [status, JSON.parse(body)];
    }

    it('of a tenant is verified by the tenant of its route, for the base URL of the module', async () => {
      expect(
        await send('/tenants/acme/events', { json: [{ type: 'a' }], signingKey: TOKEN }),
      ).toEqual([200, { account: 'tenant:acme', key: 'of-acme' }]);
      const form = { params: { AccountSid: UNKNOWN_SID }, signingKey: OTHER_TOKEN };
      expect(await send('/tenants/initech/events', form)).toMatchObject([
        200,
        { account: 'tenant:initech' },
      ]);
    });

    it.each<[string, string, Omit<WebhookToSign, 'url'>]>([
      ['signed by another tenant', '/tenants/acme/events', { json: [], signingKey: OTHER_TOKEN }],
      ['of a tenant that there is not', '/tenants/other/events', { json: [], signingKey: TOKEN }],
      [
        'of a tenant named like a word of JavaScript',
        '/tenants/__proto__/events',
        { json: [], signingKey: TOKEN },
      ],
      [
        'that names another account than that of its tenant',
        '/tenants/acme/events',
        { params: { AccountSid: UNKNOWN_SID }, signingKey: TOKEN },
      ],
      [
        'whose JSON names another account than that of its tenant',
        '/tenants/acme/events',
        { json: [{ account_sid: UNKNOWN_SID }], signingKey: TOKEN },
      ],
      ['without what the function reads', '/verify', { json: {}, signingKey: TOKEN }],
      [
        'with something else than it reads',
        '/verify',
        { json: [{ account_sid: 7 }], signingKey: TOKEN },
      ],
    ])('%s is rejected', async (_, path, webhook) => {
      expect(await send(path, webhook)).toMatchObject([403, { statusCode: 403 }]);
    });

    it('is verified by the SID in its JSON, which is then bound to the key', async () => {
      const json = [{ account_sid: OTHER_SID }];
      expect(await send('/verify', { json, signingKey: TOKEN })).toEqual([
        200,
        { account: OTHER_SID },
      ]);
      expect(await send('/verify', { json, signingKey: OTHER_TOKEN })).toMatchObject([403, {}]);
    });

    it('is verified by the SID of its route', async () => {
      const webhook = { json: { a: 1 }, signingKey: TOKEN };
      expect(await send('/fixed', webhook)).toMatchObject([200, { account: OTHER_SID }]);
    });

    it('is an upgrade of a tenant, too', async () => {
      const verifier = app.get(TwilioWebhookVerifier);
      const { path, headers } = signWebhook({
        url: 'wss://api.example.com/media',
        signingKey: TOKEN,
      });
      const upgrade = { method: 'GET', url: path, headers };
      expect(await verifier.verifyUpgrade(upgrade, { account: { tenant: 'acme' } })).toMatchObject({
        valid: true,
        account: 'tenant:acme',
      });
      expect(
        await verifier.verifyUpgrade(upgrade, { account: { tenant: 'initech' } }),
      ).toMatchObject({
        valid: false,
        reason: 'bad-signature',
      });
    });
  },
);

describe('a base URL without a default account', () => {
  it('that is none stops the start, from options and from the environment', async () => {
    const start = (options: object) =>
      NestFactory.createApplicationContext(
        {
          module: class {},
          imports: [
            TwilioAuthModule.forRoot({ resolveAccount: async () => undefined, ...options }),
          ],
        },
        { logger: false, abortOnError: false },
      );
    await expect(start({ webhook: { baseUrl: 'https:/h' } })).rejects.toThrow('webhook.baseUrl');
    process.env['TWILIO_WEBHOOK_BASE_URL'] = 'https:/h';
    try {
      await expect(start({})).rejects.toThrow('TWILIO_WEBHOOK_BASE_URL');
    } finally {
      delete process.env['TWILIO_WEBHOOK_BASE_URL'];
    }
  });
});
