import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';

@Injectable()
export class Reminders {
  constructor(private readonly twilio: TwilioClient) {}

  async sendAll(numbers: readonly string[]): Promise<number> {
    const message = { from: '+15557654321', body: 'See you tomorrow' };
    await Promise.all(numbers.map((to) => this.twilio.messages.create({ to, ...message })));
    return numbers.length;
  }
}

@Module({ imports: [TwilioAuthModule.forRoot()], providers: [Reminders] })
class ScriptModule {}

export async function sendReminders(numbers: readonly string[]): Promise<number> {
  const app = await NestFactory.createApplicationContext(ScriptModule);
  try {
    return await app.get(Reminders).sendAll(numbers);
  } finally {
    await app.close(); // ends the connections, so that the process can exit
  }
}
