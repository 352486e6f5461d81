import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule } from 'nestjs-twilio-auth';

const digits = '1'.repeat(32);
const options = {
  environment: 'test',
  accountSid: `AC${digits}`,
  auth: { method: 'api-key', keySid: `SK${digits}`, keySecret: 'opens-nothing' },
};
await NestFactory.createApplicationContext(TwilioAuthModule.forRoot(options), {
  abortOnError: false,
});
