import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TwilioClient } from 'nestjs-twilio-auth';
import { TwilioAuthTestingModule, TwilioRecorder } from 'nestjs-twilio-auth/testing';
import { expect, it } from 'vitest';

@Injectable()
class Reminders {
  constructor(private readonly twilio: TwilioClient) {}

  async remind(to: string): Promise<boolean> {
    const message = { to, from: '+15557654321', body: 'See you tomorrow' };
    return this.twilio.messages.create(message).then(
      () => true,
      () => false,
    );
  }
}

it('reminds, and says so when the number is not one', async () => {
  const module = await Test.createTestingModule({
    imports: [TwilioAuthTestingModule.forRoot()],
    providers: [Reminders],
  }).compile();
  const recorder = module.get(TwilioRecorder);
  const reminders = module.get(Reminders);

  expect(await reminders.remind('+15551234567')).toBe(true);
  expect(recorder.calls).toMatchObject([
    { method: 'POST', resource: 'Messages', params: { To: '+15551234567' } },
  ]);

  recorder.on('POST', 'Messages').fail({ status: 400, code: 21211, message: 'Invalid To' });
  expect(await reminders.remind('nobody')).toBe(false);
  await module.close();
});
