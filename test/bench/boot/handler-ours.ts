import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { invoke, origin } from './handler.js';

const digits = '1'.repeat(32);
void invoke(
  TwilioAuthModule.forRoot({
    environment: 'test',
    apiBaseUrl: origin,
    accountSid: `AC${digits}`,
    auth: { method: 'api-key', keySid: `SK${digits}`, keySecret: 'opens-nothing' },
  }),
  (app) => app.get<TwilioClient>(TwilioClient),
);
