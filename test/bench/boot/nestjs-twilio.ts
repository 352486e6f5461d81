import { TwilioModule, TwilioService } from 'nestjs-twilio';
import { boot } from './app.js';

await boot(
  TwilioModule.forRoot({ accountSid: `AC${'1'.repeat(32)}`, authToken: '1'.repeat(32) }),
  TwilioService,
  (service) => (service as TwilioService).client.messages,
);
