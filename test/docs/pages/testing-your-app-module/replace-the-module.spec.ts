import { Test } from '@nestjs/testing';
import { TwilioAuthTestingModule } from 'nestjs-twilio-auth/testing';
import { expect, it } from 'vitest';
import { AppModule, Reminders } from './app.module.js';

it('sends through the recorder instead of Twilio', async () => {
  const builder = Test.createTestingModule({ imports: [AppModule] });
  const recorder = TwilioAuthTestingModule.override(builder);
  const module = await builder.compile();

  await module.get(Reminders).remind('+15551234567');
  expect(recorder.calls).toMatchObject([{ params: { To: '+15551234567' } }]);
  await module.close();
});
