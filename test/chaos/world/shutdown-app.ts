import 'reflect-metadata';
import { Controller, Get, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwilioClient } from 'nestjs-twilio-auth';
import type { Kind } from '../fault-case.js';
import { contender, ourModule, sendWith, type Contender } from './contenders.js';

/** A web application in a process of its own, one route of which sends a message. */
const [kind, origin = ''] = process.argv.slice(2) as [Kind, string?];
const setup = { method: 'api-key' } as const;
const SENDER = Symbol('sender');

@Controller()
class Route {
  constructor(@Inject(SENDER) private readonly sender: Pick<Contender, 'send'>) {}

  @Get()
  send() {
    return this.sender.send('hello').then(
      () => 'sent',
      () => 'failed',
    );
  }
}

const ourSender = {
  provide: SENDER,
  inject: [TwilioClient],
  useFactory: (client: TwilioClient) => ({ send: (text: string) => sendWith(client, text) }),
};
const peer = {
  provide: SENDER,
  useFactory: () => contender('sdk', { origin }, setup),
};

@Module({
  imports: kind === 'ours' ? [ourModule({ origin }, setup)] : [],
  controllers: [Route],
  providers: [kind === 'ours' ? ourSender : peer],
})
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: false });
app.enableShutdownHooks();
await app.listen(0, '127.0.0.1');
process.send?.(await app.getUrl());
