import { Controller, HttpCode, Module, Post, type INestApplication } from '@nestjs/common';
import { TwilioAuthModule, TwilioWebhook } from 'nestjs-twilio-auth';
import { signWebhook } from 'nestjs-twilio-auth/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { own } from '../../libs/twilio-auth/src/core/primitives/own.js';
import { Secret } from '../../libs/twilio-auth/src/core/primitives/secret.js';
import { API_KEY_OPTIONS, configErrorOf, load, VARIABLES } from '#test/support/configuration.js';
import { sendTo } from '#test/support/http-send.js';
import { listen } from '#test/support/webhook-app.js';
import { BASE_URL, TOKEN, verifierOf, webhookAccount } from '#test/support/webhook-fixture.js';

@Controller()
class Routes {
  @Post('sms')
  @HttpCode(200)
  @TwilioWebhook()
  sms() {
    return { ok: true };
  }
}

@Module({
  imports: [
    TwilioAuthModule.forRoot({
      ...API_KEY_OPTIONS,
      environment: 'development',
      webhook: {
        baseUrl: BASE_URL,
        signingKeys: [TOKEN],
        basic: { username: 'twilio', password: 'p@ss:word' },
      },
    }),
  ],
  controllers: [Routes],
})
class AppModule {}

describe.each(['express', 'fastify'] as const)(
  'a webhook with Basic credentials on %s',
  (adapter) => {
    let app: INestApplication;
    beforeAll(async () => {
      app = await listen(adapter, AppModule);
    });
    afterAll(() => app.close());

    const url = 'https://twilio:p%40ss%3Aword@api.example.com/sms';
    const params = { Body: 'hello' };
    const webhook = signWebhook({ url, params, signingKey: TOKEN });
    const { authorization, ...withoutCredentials } = webhook.headers;
    const send = (headers: Record<string, string>) =>
      sendTo(app, { target: webhook.path, headers, body: webhook.rawBody });

    it('is challenged first, also where nobody signed it, and then accepted', async () => {
      const { 'x-twilio-signature': _, ...unsigned } = withoutCredentials;
      for (const headers of [withoutCredentials, unsigned]) {
        const { status, headers: answered, body } = await send(headers);
        expect([status, answered['www-authenticate']]).toEqual([
          401,
          'Basic realm="Twilio webhooks", charset="UTF-8"',
        ]);
        expect(JSON.parse(body)).toEqual({
          statusCode: 401,
          errorCode: 'TWILIO_AUTH_WEBHOOK_REJECTED',
        });
      }
      expect((await send(webhook.headers)).status).toBe(200);
    });

    it('is accepted when the user info was signed as well', async () => {
      const signed = signWebhook({ url, params, signingKey: TOKEN, signUserInfo: true });
      expect(signed.headers['x-twilio-signature']).not.toBe(webhook.headers['x-twilio-signature']);
      expect((await send({ ...signed.headers })).status).toBe(200);
    });

    it.each([
      ['another password', `Basic ${Buffer.from('twilio:other').toString('base64')}`],
      ['another user', `Basic ${Buffer.from('other:p@ss:word').toString('base64')}`],
      ['no credentials', 'Basic '],
      ['another scheme', `Bearer ${authorization!.slice(6)}`],
    ])('is challenged again with %s', async (_, wrong) => {
      expect((await send({ ...webhook.headers, authorization: wrong })).status).toBe(401);
    });

    it('is rejected with the right credentials and another signature', async () => {
      const forged = { ...webhook.headers, 'x-twilio-signature': `${'A'.repeat(27)}=` };
      expect((await send(forged)).status).toBe(403);
    });
  },
);

describe('the Basic credentials of webhooks', () => {
  it('are not asked for on the upgrade of a WebSocket, which is verified by its signature', () => {
    const account = webhookAccount();
    const basic = own({ username: 'twilio', password: new Secret('p@ss:word') });
    const { verifier } = verifierOf([{ ...account, webhook: own({ ...account.webhook, basic }) }]);
    const { path: url, headers } = signWebhook({
      url: 'wss://api.example.com/media',
      signingKey: TOKEN,
    });
    const upgrade = { method: 'GET', url, headers };
    expect(verifier.verifyUpgrade(upgrade)).toMatchObject({ valid: true });
    const forged = {
      ...upgrade,
      headers: { ...headers, 'x-twilio-signature': `${'A'.repeat(27)}=` },
    };
    expect(verifier.verifyUpgrade(forged)).toMatchObject({ reason: 'bad-signature' });
    expect(verifier.verify(upgrade)).toMatchObject({ reason: 'basic-required' });
  });

  it('come from the environment', async () => {
    const variables = {
      TWILIO_WEBHOOK_BASIC_USERNAME: 'twilio',
      TWILIO_WEBHOOK_BASIC_PASSWORD: 'password',
    };
    const { accounts } = await load({}, { ...VARIABLES.oauth, ...variables });
    const { basic } = accounts[0]!.account.webhook;
    expect([basic?.username, basic?.password.reveal()]).toEqual(['twilio', 'password']);
  });

  it.each([
    [{ TWILIO_WEBHOOK_BASIC_USERNAME: 'twilio' }, 'TWILIO_WEBHOOK_BASIC_PASSWORD'],
    [{ TWILIO_WEBHOOK_BASIC_PASSWORD: 'password' }, 'TWILIO_WEBHOOK_BASIC_USERNAME'],
  ])('need both parts: %j', async (variables, missing) => {
    const { problems } = await configErrorOf({}, { ...VARIABLES.oauth, ...variables });
    expect(problems.map(({ variable }) => variable)).toEqual([missing]);
  });

  it('stop the start with a user name that has a colon', async () => {
    const basic = { username: 'a:b', password: 'password' };
    const { problems } = await configErrorOf({ ...API_KEY_OPTIONS, webhook: { basic } });
    expect(problems.map(({ path }) => path)).toEqual(['webhook.basic.username']);
  });
});
