// An application whose one route waits for Twilio. Prints its URL once it listens.
import 'reflect-metadata';
import { Controller, Get, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';

class MessagesController {
  constructor(twilio) {
    this.twilio = twilio;
  }

  list() {
    return this.twilio.messages.list({ limit: 1 });
  }
}
Inject(TwilioClient)(MessagesController, undefined, 0);
Get('messages')(
  MessagesController.prototype,
  'list',
  Object.getOwnPropertyDescriptor(MessagesController.prototype, 'list'),
);
Controller()(MessagesController);

class AppModule {}
Module({
  imports: [TwilioAuthModule.forRoot({ shutdown: { graceMs: 2000 } })],
  controllers: [MessagesController],
})(AppModule);

const app = await NestFactory.create(AppModule, { logger: false });
app.enableShutdownHooks();
await app.listen(0, '127.0.0.1');
process.stdout.write(`${await app.getUrl()}\n`);
