import { Body, Controller, Module, Post } from '@nestjs/common';
import { TwilioAuthModule, TwilioClient, type TwilioAuthModuleOptions } from 'nestjs-twilio-auth';

@Controller('messages')
class MessagesController {
  constructor(private readonly twilio: TwilioClient) {}

  @Post()
  async send(
    @Body() message: { from: string; to: string; body: string },
  ): Promise<{ sid: string }> {
    const { sid } = await this.twilio.messages.create(message);
    return { sid };
  }
}

export function createAppModule(options: TwilioAuthModuleOptions): new () => object {
  @Module({
    imports: [TwilioAuthModule.forRoot(options)],
    controllers: [MessagesController],
  })
  class AppModule {}
  return AppModule;
}
