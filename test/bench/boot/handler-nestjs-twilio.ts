import { TwilioModule, TwilioService } from 'nestjs-twilio';
import { invoke, origin } from './handler.js';

void invoke(
  TwilioModule.forRoot({ accountSid: `AC${'1'.repeat(32)}`, authToken: '1'.repeat(32) }),
  (app) => {
    const { client } = app.get(TwilioService);
    client.api.baseUrl = origin;
    return client;
  },
);
