import 'reflect-metadata';
import { Body, Controller, Get, Module, Post, UseInterceptors } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import {
  TwilioAccessTokens,
  TwilioAuthModule,
  TwilioClient,
  TwilioExceptionFilter,
  TwilioWebhook,
  TwimlInterceptor,
} from 'nestjs-twilio-auth';
import { TwilioHealthIndicator } from 'nestjs-twilio-auth/terminus';
import twilio from 'twilio';

@Controller()
class AppController {
  constructor(
    private readonly client: TwilioClient,
    private readonly accessTokens: TwilioAccessTokens,
    private readonly health: HealthCheckService,
    private readonly indicator: TwilioHealthIndicator,
  ) {}

  @Post('messages')
  async send(@Body() message: { from: string; to: string; body: string }) {
    const { sid } = await this.client.messages.create(message);
    return { sid };
  }

  @Post('webhooks/sms')
  @TwilioWebhook()
  @UseInterceptors(TwimlInterceptor)
  reply(@Body() { Body: text }: { Body: string }) {
    const answer = new twilio.twiml.MessagingResponse();
    answer.message(`You said: ${text}`);
    return answer;
  }

  @Post('voice-token')
  token() {
    return this.accessTokens.issue({ identity: 'ann', grants: { voice: { incomingAllow: true } } });
  }

  @Get('health')
  @HealthCheck()
  check() {
    return this.health.check([() => this.indicator.isHealthy('twilio')]);
  }
}

@Module({
  imports: [TwilioAuthModule.forRoot(), TerminusModule],
  controllers: [AppController],
  providers: [TwilioHealthIndicator, { provide: APP_FILTER, useClass: TwilioExceptionFilter }],
})
class AppModule {}

async function start(): Promise<void> {
  const app = await NestFactory.create(AppModule, { rawBody: true, logger: ['error', 'warn'] });
  await app.listen(0, '127.0.0.1');
  console.log(await app.getUrl());
}

void start();
