import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { isTwilioAuthError, TwilioClient } from 'nestjs-twilio-auth';

@Injectable()
export class Greeter {
  constructor(private readonly twilio: TwilioClient) {}

  async greet(to: string): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { sid } = await this.twilio.messages.create({ to, from: '+15557654321', body: 'hi' });
        return sid;
      } catch (error) {
        if (!isTwilioAuthError(error) || !error.retryable || attempt === 3) throw error;
        await setTimeout(error.retryAfterMs ?? 500);
      }
    }
  }
}
