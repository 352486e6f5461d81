import { Body, Controller, Module, Post } from '@nestjs/common';
import {
  TwilioAccessTokens,
  TwilioAuthModule,
  TwilioClient,
  TwilioWebhook,
  TwilioWebhookVerdict,
} from 'nestjs-twilio-auth';
import type { AcceptedWebhook } from 'nestjs-twilio-auth';

@Controller('messages')
export class MessagesController {
  constructor(
    private readonly twilio: TwilioClient,
    private readonly tokens: TwilioAccessTokens,
  ) {}

  @Post()
  async send(@Body() { to, from }: { to: string; from: string }) {
    const { sid } = await this.twilio.messages.create({ to, from, body: 'hi' });
    return { sid };
  }

  @Post('token')
  token() {
    const grants = { voice: { incomingAllow: true } };
    return { token: this.tokens.issue({ identity: 'ann', grants }).token };
  }
}

@Controller('webhooks')
export class WebhooksController {
  @Post('sms')
  @TwilioWebhook()
  receive(
    @Body() { Body: text }: { Body: string },
    @TwilioWebhookVerdict() verdict: AcceptedWebhook,
  ) {
    return { text, account: verdict.account };
  }
}

@Module({
  imports: [TwilioAuthModule.forRoot()],
  controllers: [MessagesController, WebhooksController],
})
export class AppModule {}
