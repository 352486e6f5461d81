import { Body, Controller, Module, Post } from '@nestjs/common';
import { InjectTwilio, TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import type { TwilioAuthModuleOptions } from 'nestjs-twilio-auth';

@Controller('messages')
class MessagesController {
  constructor(
    private readonly twilio: TwilioClient,
    @InjectTwilio() private readonly same: TwilioClient,
  ) {}

  @Post()
  async send(@Body() message: { from: string; to: string; body: string }) {
    const { sid } = await this.twilio.messages.create(message);
    return { sid, same: this.twilio === this.same };
  }
}

export function createAppModule(options: TwilioAuthModuleOptions): new () => object {
  @Module({
    imports: [TwilioAuthModule.forRootAsync({ useFactory: async () => options })],
    controllers: [MessagesController],
  })
  class AppModule {}
  return AppModule;
}
