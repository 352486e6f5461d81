import { Controller, Get, Headers, Injectable, Module, Scope, Inject } from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import { ClsModule, ClsService } from 'nestjs-cls';
import { TwilioAccounts, TwilioAuthModule } from 'nestjs-twilio-auth';
import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLATFORMS, startApp } from '#test/support/app.js';
import { withEnvironment } from '#test/support/environment.js';

interface TenantRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** A tenant by the request that is being served: https://papooch.github.io/nestjs-cls/. */
@Injectable()
class ClsTenant {
  constructor(
    private readonly cls: ClsService,
    private readonly accounts: TwilioAccounts,
  ) {}

  async accountSid(): Promise<string> {
    const twilio = await this.accounts.forTenant(this.cls.get<string>('tenant'));
    return twilio.accountSid;
  }
}

/** The same with a provider that Nest creates for each request. */
@Injectable({ scope: Scope.REQUEST })
class RequestTenant {
  constructor(
    @Inject(REQUEST) private readonly request: TenantRequest,
    private readonly accounts: TwilioAccounts,
  ) {}

  async accountSid(): Promise<string> {
    const twilio = await this.accounts.forTenant(this.request.headers['x-tenant'] ?? '');
    return twilio.accountSid;
  }
}

@Controller()
class TenantController {
  constructor(
    private readonly byCls: ClsTenant,
    private readonly byRequest: RequestTenant,
  ) {}

  @Get('account')
  async account(@Headers('x-tenant') tenant: string) {
    const [cls, request] = [await this.byCls.accountSid(), await this.byRequest.accountSid()];
    return { tenant, cls, request };
  }
}

const TENANTS: Readonly<Record<string, string>> = { acme: 'a'.repeat(32), globex: 'b'.repeat(32) };

@Module({
  imports: [
    ClsModule.forRoot({
      global: true,
      middleware: {
        mount: true,
        setup: (cls, request: TenantRequest) => cls.set('tenant', request.headers['x-tenant']),
      },
    }),
  ],
  providers: [ClsTenant, RequestTenant],
  controllers: [TenantController],
})
class TenantModule {}

describe.each(PLATFORMS)('each request on $platform', (platform) => {
  let twilio: TwilioEmulator;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
  });
  afterAll(() => twilio.stop());

  it('gets the client of its own tenant, also while others are served', async () => {
    withEnvironment({ NODE_ENV: 'development', ...twilio.env('api-key') });
    const resolved: string[] = [];
    const root = TwilioAuthModule.forRoot({
      resolveAccount: async (tenant) => {
        resolved.push(tenant);
        const digits = TENANTS[tenant];
        if (digits === undefined) return undefined;
        const auth = { method: 'api-key', keySid: `SK${digits}`, keySecret: digits } as const;
        return { accountSid: `AC${digits}`, auth };
      },
    });
    await using running = await startApp({ imports: [root, TenantModule] }, platform);

    const tenants = Array.from({ length: 40 }, (_, index) => (index % 2 ? 'acme' : 'globex'));
    const answers = await Promise.all(
      tenants.map(async (tenant) => {
        const answer = await fetch(`${running.url}/account`, { headers: { 'x-tenant': tenant } });
        return (await answer.json()) as unknown;
      }),
    );

    expect(answers).toEqual(
      tenants.map((tenant) => {
        const sid = `AC${TENANTS[tenant]}`;
        return { tenant, cls: sid, request: sid };
      }),
    );
    expect(resolved.toSorted()).toEqual(['acme', 'globex']);
  });
});
