import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Body, Controller, Module, Post, UseGuards } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { Field, GraphQLModule, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { ClsModule, ClsService } from 'nestjs-cls';
import { InjectPinoLogger, LoggerModule, PinoLogger } from 'nestjs-pino';
import {
  TwilioAuthEvents,
  TwilioAuthModule,
  TwilioClient,
  TwilioExceptionFilter,
  TwilioWebhook,
} from 'nestjs-twilio-auth';
import { report } from './instrument.js';

/** Lines that pino wrote. */
export const lines: string[] = [];
/** What `nestjs-cls` knew inside of the listener of each call. */
export const seenByListeners: unknown[] = [];

const message = { to: '+15551234567', from: '+15005550010', body: 'hi' };

@Controller('messages')
class MessagesController {
  constructor(
    private readonly twilio: TwilioClient,
    private readonly cls: ClsService,
    events: TwilioAuthEvents,
    @InjectPinoLogger('messages') private readonly log: PinoLogger,
  ) {
    events.on('api.called', () => seenByListeners.push(cls.get('caller')));
  }

  @Post()
  async send() {
    const { sid } = await this.twilio.messages.create(message);
    return { sid, caller: this.cls.get('caller') as string };
  }

  /** A call that Twilio refuses; its error goes to the log and is reported, whole. */
  @Post('refused')
  async refused() {
    try {
      return await this.twilio.messages.create({ ...message, to: 'nobody' });
    } catch (err) {
      this.log.error({ err, client: this.twilio }, 'not sent');
      report(err, { client: this.twilio });
      throw err;
    }
  }
}

@Controller('webhooks')
@UseGuards(ThrottlerGuard)
class WebhooksController {
  @Post('sms')
  @TwilioWebhook()
  receive(@Body() { Body: text }: { Body: string }) {
    return { text };
  }
}

@ObjectType()
class Sent {
  @Field()
  sid!: string;
}

@Resolver()
class MessagesResolver {
  constructor(private readonly twilio: TwilioClient) {}

  @Query(() => String)
  hello(): string {
    return 'hello';
  }

  @Mutation(() => Sent)
  async send(): Promise<Sent> {
    return this.twilio.messages.create(message);
  }

  /** No standard key may read an account: refused before it is sent, with advice for operators. */
  @Mutation(() => Sent)
  async refused(): Promise<Sent> {
    return this.twilio.api.v2010.account.fetch();
  }
}

@Module({
  imports: [
    LoggerModule.forRoot({ pinoHttp: [{ level: 'debug' }, { write: (line) => lines.push(line) }] }),
    ClsModule.forRoot({
      global: true,
      middleware: { mount: true, setup: (cls, req) => cls.set('caller', req.headers['x-caller']) },
    }),
    ThrottlerModule.forRoot([{ ttl: 60_000, limit: 3 }]),
    GraphQLModule.forRoot<ApolloDriverConfig>({ driver: ApolloDriver, autoSchemaFile: true }),
    TwilioAuthModule.forRoot(),
  ],
  controllers: [MessagesController, WebhooksController],
  providers: [MessagesResolver, { provide: APP_FILTER, useClass: TwilioExceptionFilter }],
})
export class AppModule {}
