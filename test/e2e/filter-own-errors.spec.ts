import { Controller, Get, Inject, Logger, Param } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import {
  TwilioAccessTokens,
  TwilioAccounts,
  TwilioAuthModule,
  TwilioExceptionFilter,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { PLATFORMS, startApp, type Platform } from '#test/support/app.js';
import { ACCOUNT_SID, API_KEY_OPTIONS, OAUTH_OPTIONS } from '#test/support/configuration.js';
import { withEnvironment } from '#test/support/environment.js';

@Controller()
class Routes {
  constructor(
    @Inject(TwilioAccessTokens) private readonly tokens: TwilioAccessTokens,
    @Inject(TwilioAccounts) private readonly accounts: TwilioAccounts,
  ) {}

  @Get('token/:identity')
  token(@Param('identity') identity: string) {
    return this.tokens.issue({ identity, grants: { voice: { incomingAllow: true } } });
  }

  @Get('tenants/:id')
  async tenant(@Param('id') id: string) {
    return { accountSid: (await this.accounts.forTenant(id)).accountSid };
  }

  @Get('tenants/:id/token')
  tenantToken(@Param('id') id: string) {
    return this.tokens.issueForTenant(id, { identity: 'jane', grants: { chat: {} } });
  }

  @Get('accounts/:name')
  account(@Param('name') name: string) {
    return { accountSid: this.accounts.client(name).accountSid };
  }
}

async function start(platform: Platform, options: TwilioAuthModuleOptions) {
  withEnvironment({ NODE_ENV: 'development' });
  const lines: string[] = [];
  for (const level of ['debug', 'warn', 'error'] as const) {
    vi.spyOn(Logger.prototype, level).mockImplementation((message: unknown) => {
      lines.push(`${level} ${String(message)}`);
    });
  }
  onTestFinished(() => void vi.restoreAllMocks());
  const providers = [{ provide: APP_FILTER, useClass: TwilioExceptionFilter }];
  const imports = [TwilioAuthModule.forRoot(options)];
  const running = await startApp({ imports, controllers: [Routes], providers }, platform);
  onTestFinished(() => running[Symbol.asyncDispose]());
  const get = async (path: string) => {
    const response = await fetch(`${running.url}/${path}`);
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, retryAfter, body: await response.json() };
  };
  return { get, lines };
}

describe.each(PLATFORMS)('errors of ours on $platform', (platform) => {
  it('answer 500 for a missing signing key, with the variable in the log and not in the answer', async () => {
    const { get, lines } = await start(platform, OAUTH_OPTIONS);
    const { status, body } = await get('token/jane');
    expect({ status, body }).toEqual({
      status: 500,
      body: {
        statusCode: 500,
        errorCode: 'TWILIO_AUTH_SIGNING_KEY_MISSING',
        message: 'Internal server error',
      },
    });
    expect(lines.join('\n')).toMatch(
      /^error 500 TWILIO_AUTH_SIGNING_KEY_MISSING: .*TWILIO_ACCESS_TOKEN_KEY/m,
    );
  });

  it('answer 400 for an identity that Twilio would refuse', async () => {
    const { get } = await start(platform, API_KEY_OPTIONS);
    expect(await get('token/jos%C3%A9')).toMatchObject({
      status: 400,
      body: { errorCode: 'TWILIO_AUTH_ACCESS_TOKEN_INVALID' },
    });
  });

  it('answer 404 for an unknown tenant, and 503 while tenants cannot be resolved', async () => {
    const resolveAccount = async (id: string) => {
      if (id === 'down') throw new Error('postgres://user:pass@db');
      return id === 'acme' ? { ...API_KEY_OPTIONS, accountSid: ACCOUNT_SID } : undefined;
    };
    const { get } = await start(platform, { ...API_KEY_OPTIONS, resolveAccount });
    const unknown = {
      status: 404,
      body: { statusCode: 404, errorCode: 'TWILIO_AUTH_ACCOUNT_UNKNOWN', message: 'Not found' },
    };
    expect(await get('tenants/acme')).toMatchObject({ status: 200 });
    expect(await get('tenants/nobody')).toMatchObject(unknown);
    expect(await get('tenants/nobody/token')).toMatchObject(unknown);
    expect(await get('tenants/down')).toMatchObject({ status: 503, retryAfter: '5' });
  });

  it('answer 500 where the name of an account, or the resolver, is missing', async () => {
    const { get } = await start(platform, API_KEY_OPTIONS);
    const missing = { status: 500, body: { message: 'Internal server error' } };
    expect(await get('accounts/biling')).toMatchObject(missing);
    expect(await get('tenants/acme')).toMatchObject(missing);
  });
});
