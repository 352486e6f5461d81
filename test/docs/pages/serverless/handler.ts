import { Injectable, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';

@Injectable()
export class Alerts {
  constructor(private readonly twilio: TwilioClient) {}

  send(to: string, body: string) {
    return this.twilio.messages.create({ to, from: '+15557654321', body });
  }
}

@Module({ imports: [TwilioAuthModule.forRoot()], providers: [Alerts] })
class FunctionModule {}

/** One application for all invocations of an instance: the token and the connections stay. */
let started: Promise<INestApplicationContext> | undefined;

export async function handler(event: { to: string; text: string }): Promise<{ sid: string }> {
  // By default Nest ends the process when the start fails, and the platform shows no reason.
  started ??= NestFactory.createApplicationContext(FunctionModule, { abortOnError: false });
  try {
    const app = await started;
    const { sid } = await app.get(Alerts).send(event.to, event.text);
    return { sid };
  } catch (error) {
    // A start that failed, because a vault was down for example, is tried again next time.
    await started?.catch(() => (started = undefined));
    throw error;
  }
}
