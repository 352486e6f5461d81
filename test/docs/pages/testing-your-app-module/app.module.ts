import { Injectable, Module } from '@nestjs/common';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';

@Injectable()
export class Reminders {
  constructor(private readonly twilio: TwilioClient) {}

  remind(to: string) {
    return this.twilio.messages.create({ to, from: '+15557654321', body: 'See you tomorrow' });
  }
}

@Module({ imports: [TwilioAuthModule.forRoot()], providers: [Reminders] })
export class AppModule {}
