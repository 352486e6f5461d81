import { Controller, Get, Inject, Query, type ModuleMetadata } from '@nestjs/common';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import { Test } from '@nestjs/testing';
import {
  TwilioAuthEvents,
  TwilioAuthModule,
  TwilioClient,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { TwilioHealthIndicator, type TwilioHealthOptions } from 'nestjs-twilio-auth/terminus';
import type { FakeClock } from 'nestjs-twilio-auth/testing';
import { withoutUndefined } from '../../libs/twilio-auth/src/core/primitives/without-undefined.js';
import { TWILIO_AUTH_CLOCK } from '../../libs/twilio-auth/src/nest/tokens.js';
import { PLATFORMS, type Platform } from './app.js';

@Controller()
class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(TwilioHealthIndicator) private readonly twilio: TwilioHealthIndicator,
    @Inject(TwilioClient) private readonly client: TwilioClient,
  ) {}

  @Get('health')
  @HealthCheck({ noCache: true })
  check(@Query() { account, call, timeoutMs }: Record<string, string>) {
    const options: TwilioHealthOptions = {
      ...withoutUndefined({ account, timeoutMs: toNumber(timeoutMs) }),
      call: call === 'true',
    };
    return this.health.check([() => this.twilio.isHealthy('twilio', options)]);
  }

  @Get('use')
  async use() {
    return { messages: await this.client.messages.list({ limit: 1 }).then(() => 'listed', String) };
  }
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** The answer of `GET /health`, with the details of Twilio. */
export interface HealthAnswer {
  readonly http: number;
  readonly status: string;
  readonly twilio: Readonly<Record<string, unknown>>;
}

/** An application with a health route, and with a route that makes one API call. */
export interface HealthApp extends AsyncDisposable {
  health(query?: string): Promise<HealthAnswer>;
  use(): Promise<void>;
  /** Makes one API call for another account, whatever comes of it. */
  useAccount(sid: string): Promise<void>;
  readonly events: TwilioAuthEvents;
}

export async function startHealthApp(
  options: TwilioAuthModuleOptions = {},
  { clock, platform = PLATFORMS[0] }: { clock?: FakeClock; platform?: Platform } = {},
): Promise<HealthApp> {
  const metadata: ModuleMetadata = {
    imports: [
      TwilioAuthModule.forRoot({ http: { retries: 0 }, ...options }),
      TerminusModule.forRoot({ logger: false }),
    ],
    controllers: [HealthController],
    providers: [TwilioHealthIndicator],
  };
  const builder = Test.createTestingModule(metadata);
  if (clock) builder.overrideProvider(TWILIO_AUTH_CLOCK).useValue(clock);
  const module = await builder.compile();
  const app = module.createNestApplication(platform.adapter(), { rawBody: true, logger: false });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    async health(query = '') {
      const response = await fetch(`${url}/health?${query}`);
      const { status, details } = (await response.json()) as {
        status: string;
        details: { twilio: Record<string, unknown> };
      };
      return { http: response.status, status, twilio: details.twilio };
    },
    async use() {
      await fetch(`${url}/use`);
    },
    async useAccount(sid) {
      const { accounts } = app.get(TwilioClient).api.v2010;
      await accounts(sid)
        .messages.list({ limit: 1 })
        .catch(() => undefined);
    },
    events: app.get(TwilioAuthEvents),
    [Symbol.asyncDispose]: () => app.close(),
  };
}
