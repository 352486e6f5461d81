import { Test } from '@nestjs/testing';
import { TwilioAuthTestingModule, TwilioRecorder } from 'nestjs-twilio-auth/testing';
import { expect, it } from 'vitest';
import { AppModule, Reminders, twilioAuth } from './app.module.js';

it('sends through the recorder instead of Twilio', async () => {
  const module = await Test.createTestingModule({ imports: [AppModule] })
    .overrideModule(twilioAuth)
    .useModule(TwilioAuthTestingModule.forRoot())
    .compile();

  await module.get(Reminders).remind('+15551234567');
  expect(module.get(TwilioRecorder).calls).toMatchObject([{ params: { To: '+15551234567' } }]);
  await module.close();
});
