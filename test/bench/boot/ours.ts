import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { boot } from './app.js';

const digits = '1'.repeat(32);
await boot(
  TwilioAuthModule.forRoot({
    environment: 'test',
    accountSid: `AC${digits}`,
    auth: { method: 'api-key', keySid: `SK${digits}`, keySecret: 'opens-nothing' },
  }),
  TwilioClient,
  (client) => (client as TwilioClient).messages,
);
