import { Controller, HttpCode, Post, UseGuards, type Type } from '@nestjs/common';
import {
  RequireTwilioAuth,
  TwilioAuthModule,
  TwilioProductionGuard,
  TwilioWebhook,
  type TwilioAuthModuleOptions,
  type WebhookRequest,
} from 'nestjs-twilio-auth';
import { signWebhook } from 'nestjs-twilio-auth/testing';
import { describe, expect, it } from 'vitest';
import { PLATFORMS, startApp, type Platform } from '#test/support/app.js';
import { withEnvironment } from '#test/support/environment.js';
import { sendTo } from '#test/support/http-send.js';
import {
  ACCOUNT_SID,
  BASE_URL,
  OTHER_SID,
  OTHER_TOKEN,
  TOKEN,
} from '#test/support/webhook-fixture.js';

const KEY = { method: 'api-key', keySid: `SK${'2'.repeat(32)}`, keySecret: 'x' } as const;
const AUTH_TOKEN = { method: 'auth-token', authToken: OTHER_TOKEN } as const;

/** The default account has a good credential; `billing` has its Auth Token. */
const BILLING_WITH_TOKEN = {
  accountSid: ACCOUNT_SID,
  auth: KEY,
  webhook: { baseUrl: BASE_URL, signingKeys: [TOKEN] },
  policy: { enforceAt: 'request' },
  accounts: {
    billing: { accountSid: OTHER_SID, auth: AUTH_TOKEN, webhook: { signingKeys: [OTHER_TOKEN] } },
  },
} as const;

/** No account is configured, and one of both tenants has its Auth Token. */
const TENANTS_ONLY: TwilioAuthModuleOptions = {
  webhook: { baseUrl: BASE_URL },
  resolveAccount: async (id) => {
    const webhook = { signingKeys: [id === 'token' ? OTHER_TOKEN : TOKEN] };
    if (id === 'token') return { accountSid: OTHER_SID, auth: AUTH_TOKEN, webhook };
    return id === 'key' ? { accountSid: ACCOUNT_SID, auth: KEY, webhook } : undefined;
  },
};

type TenantRequest = WebhookRequest & { readonly params: { readonly tenant: string } };
const tenantOf = ({ params }: TenantRequest) => ({ tenant: params.tenant });

@Controller()
class Routes {
  @Post('sid')
  @HttpCode(200)
  @UseGuards(TwilioProductionGuard)
  @TwilioWebhook({ account: OTHER_SID })
  sid() {
    return { ran: true };
  }

  @Post('sid-methods')
  @HttpCode(200)
  @RequireTwilioAuth('api-key')
  @TwilioWebhook({ account: OTHER_SID })
  sidMethods() {
    return { ran: true };
  }

  @Post('function')
  @HttpCode(200)
  @RequireTwilioAuth('api-key')
  @TwilioWebhook({ account: () => 'billing' })
  byFunction() {
    return { ran: true };
  }
}

@Controller()
class TenantRoutes {
  @Post('tenants/:tenant')
  @HttpCode(200)
  @RequireTwilioAuth('api-key')
  @TwilioWebhook({ account: tenantOf })
  methods() {
    return { ran: true };
  }

  @Post('allowed/:tenant')
  @HttpCode(200)
  @UseGuards(TwilioProductionGuard)
  @TwilioWebhook({ account: tenantOf })
  allowed() {
    return { ran: true };
  }

  @Post('too-early/:tenant')
  @HttpCode(200)
  @TwilioWebhook({ account: tenantOf })
  @RequireTwilioAuth('api-key')
  tooEarly() {
    return { ran: true };
  }
}

async function start(options: TwilioAuthModuleOptions, controller: Type, platform: Platform) {
  const { app, ...running } = await startApp(
    { imports: [TwilioAuthModule.forRoot(options)], controllers: [controller] },
    platform,
  );
  const send = async (path: string, signingKey: string) => {
    const { rawBody, headers } = signWebhook({ url: BASE_URL + path, json: {}, signingKey });
    const { path: target } = signWebhook({ url: BASE_URL + path, json: {}, signingKey });
    const answer = await sendTo(app, { target, headers: { ...headers }, body: rawBody });
    return [answer.status, (JSON.parse(answer.body) as { errorCode?: string }).errorCode];
  };
  return { send, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
}

const ran = [200, undefined];
const refused = [503, 'TWILIO_AUTH_POLICY_VIOLATION'];

describe.each(PLATFORMS)('a guard on a webhook route on $platform', (platform) => {
  it('checks the account that the route names by its SID or by a function, not the default one', async () => {
    withEnvironment({ NODE_ENV: 'production' });
    await using running = await start(BILLING_WITH_TOKEN, Routes, platform);
    for (const path of ['/sid', '/sid-methods', '/function']) {
      expect([path, ...(await running.send(path, OTHER_TOKEN))]).toEqual([path, ...refused]);
    }
  });

  it('runs the handler when that account may be used', async () => {
    withEnvironment({ NODE_ENV: 'production' });
    const accounts = { billing: { ...BILLING_WITH_TOKEN.accounts.billing, auth: KEY } };
    await using running = await start({ ...BILLING_WITH_TOKEN, accounts }, Routes, platform);
    for (const path of ['/sid', '/sid-methods', '/function']) {
      expect([path, ...(await running.send(path, OTHER_TOKEN))]).toEqual([path, ...ran]);
    }
  });

  it('checks the tenant of the webhook where no account is configured', async () => {
    withEnvironment({ NODE_ENV: 'development' });
    await using running = await start(TENANTS_ONLY, TenantRoutes, platform);
    expect(await running.send('/tenants/key', TOKEN)).toEqual(ran);
    expect(await running.send('/allowed/key', TOKEN)).toEqual(ran);
    expect(await running.send('/tenants/token', OTHER_TOKEN)).toEqual(refused);
  });

  it('refuses to run before the webhook is verified, as it knows no account then', async () => {
    withEnvironment({ NODE_ENV: 'development' });
    const options = { ...TENANTS_ONLY, accountSid: ACCOUNT_SID, auth: KEY };
    await using running = await start(options, TenantRoutes, platform);
    expect(await running.send('/too-early/key', TOKEN)).toEqual([
      503,
      'TWILIO_AUTH_WEBHOOK_MISCONFIGURED',
    ]);
  });
});
