import { Injectable, Module } from '@nestjs/common';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';

@Injectable()
export class Reminders {
  constructor(private readonly twilio: TwilioClient) {}

  remind(to: string) {
    return this.twilio.messages.create({ to, from: '+15557654321', body: 'See you tomorrow' });
  }
}

/** A constant, so that a test can replace exactly this module. */
export const twilioAuth = TwilioAuthModule.forRoot();

@Module({ imports: [twilioAuth], providers: [Reminders] })
export class AppModule {}
