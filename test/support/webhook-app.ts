import {
  All,
  Body,
  Controller,
  Get,
  Global,
  HttpCode,
  Module,
  Post,
  UseInterceptors,
  ValidationPipe,
  type CallHandler,
  type DynamicModule,
  type ExecutionContext,
  type INestApplication,
  type LoggerService,
  type NestApplicationOptions,
  type NestInterceptor,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { map, type Observable } from 'rxjs';
import twilio from 'twilio';
import { systemClock, type Clock } from '../../libs/twilio-auth/src/core/primitives/clock.js';
import type { IncomingMessagePayload } from '../../libs/twilio-auth/src/nest/webhook/webhook-payloads.js';
import { TwilioWebhook } from '../../libs/twilio-auth/src/nest/webhook/twilio-webhook.decorator.js';
import { TwilioWebhookVerifier } from '../../libs/twilio-auth/src/nest/webhook/twilio-webhook-verifier.js';
import { TwimlInterceptor } from '../../libs/twilio-auth/src/nest/webhook/twiml.interceptor.js';
import type { WebhookVerifier } from '../../libs/twilio-auth/src/core/webhook/webhook-verifier.js';

@Controller('webhooks')
class WebhooksController {
  @Post('sms')
  @HttpCode(200)
  @TwilioWebhook()
  sms(@Body() message: IncomingMessagePayload) {
    return { received: message };
  }

  @Get('voice')
  @TwilioWebhook()
  voice() {
    return { ok: true };
  }

  @Post('json')
  @HttpCode(200)
  @TwilioWebhook()
  json(@Body() events: unknown) {
    return { received: events };
  }

  @Post('reply')
  @HttpCode(200)
  @TwilioWebhook()
  @UseInterceptors(TwimlInterceptor)
  reply() {
    const answer = new twilio.twiml.MessagingResponse();
    answer.message('Thank you & goodbye');
    return answer;
  }

  @Post('unverified')
  @TwilioWebhook({ verify: false })
  unverified() {
    return { ok: true };
  }

  @Post('elsewhere')
  @HttpCode(200)
  @TwilioWebhook({ baseUrl: 'https://hooks.example.net/twilio/' })
  elsewhere() {
    return { ok: true };
  }
}

@Controller('billing')
@TwilioWebhook({ account: 'billing' })
class BillingController {
  @All('status')
  @HttpCode(200)
  status() {
    return { ok: true };
  }
}

@Global()
@Module({})
class VerifierModule {
  static of(verifier: WebhookVerifier, clock: Clock): DynamicModule {
    return {
      module: VerifierModule,
      providers: [
        {
          provide: TwilioWebhookVerifier,
          useFactory: () => new TwilioWebhookVerifier(verifier, clock),
        },
      ],
      exports: [TwilioWebhookVerifier],
    };
  }
}

/** An interceptor that wraps what handlers return, as many applications have one. */
class EnvelopeInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data: unknown) => (typeof data === 'string' ? data : { data })));
  }
}

export const ADAPTERS = {
  express: () => new ExpressAdapter(),
  fastify: () => new FastifyAdapter(),
  'fastify behind a trusted proxy': () => new FastifyAdapter({ trustProxy: true }),
} as const;

/** A listening application on the adapter, which keeps raw bodies and logs nothing. */
export async function listen(
  adapter: keyof typeof ADAPTERS,
  AppModule: object,
): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule, ADAPTERS[adapter](), {
    rawBody: true,
    logger: false,
  });
  await app.listen(0, '127.0.0.1');
  return app;
}

/** Every line that an application logged, and the objects attached to them. */
export class LogLines implements LoggerService {
  readonly lines: string[] = [];
  readonly attached: object[] = [];

  readonly #keep = (message: unknown, ...more: readonly unknown[]): void => {
    this.lines.push(String(message));
    for (const one of more) if (typeof one === 'object' && one !== null) this.attached.push(one);
  };
  log = this.#keep;
  warn = this.#keep;
  error = this.#keep;
  debug = this.#keep;
  verbose = this.#keep;
}

/** An application with webhook routes and common global pipes and interceptors. */
export async function webhookApp(
  adapter: keyof typeof ADAPTERS,
  verifier: WebhookVerifier,
  options: NestApplicationOptions & {
    prepare?: (app: INestApplication) => void;
    clock?: Clock;
  } = {},
): Promise<{ readonly app: INestApplication; readonly log: LogLines }> {
  const { prepare, clock = systemClock, ...rest } = options;
  const log = new LogLines();
  class AppModule {}
  Module({
    imports: [VerifierModule.of(verifier, clock)],
    controllers: [WebhooksController, BillingController],
  })(AppModule);
  const app = await NestFactory.create(AppModule, ADAPTERS[adapter](), {
    rawBody: true,
    logger: log,
    abortOnError: false,
    ...rest,
  });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
  app.useGlobalInterceptors(new EnvelopeInterceptor());
  prepare?.(app);
  await app.listen(0, '127.0.0.1');
  return { app, log };
}
