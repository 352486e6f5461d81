// node frozen-app.mjs ORIGIN: an application with OAuth that makes a call for each message of its parent.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';

const module = TwilioAuthModule.forRoot({
  environment: 'test',
  apiBaseUrl: process.argv[2],
  accountSid: `AC${'1'.repeat(32)}`,
  auth: { method: 'oauth', clientId: `OQ${'1'.repeat(32)}`, clientSecret: 'opens-nothing' },
  oauth: { timeoutMs: 1_000 },
});
const app = await NestFactory.createApplicationContext(module, { logger: false });
const client = app.get(TwilioClient);
process.on('message', async (id) => {
  const outcome = await client
    .messages('SM1')
    .fetch()
    .then(
      ({ sid }) => sid,
      (error) => error.code ?? String(error),
    );
  process.send({ id, outcome });
});
process.once('disconnect', () => process.exit());
process.send('ready');
