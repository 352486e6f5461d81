import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TwilioClient } from 'nestjs-twilio-auth';
import { TwilioAuthTestingModule, TwilioRecorder } from 'nestjs-twilio-auth/testing';

@Injectable()
class Greeting {
  constructor(private readonly twilio: TwilioClient) {}

  greet(to: string) {
    return this.twilio.messages.create({ to, from: '+15557654321', body: 'Hello' });
  }
}

// `describe`, `it` and `expect` are globals in the applications that the Nest CLI makes.
describe('Greeting', () => {
  it('sends through the recorder', async () => {
    const module = await Test.createTestingModule({
      imports: [TwilioAuthTestingModule.forRoot()],
      providers: [Greeting],
    }).compile();
    await module.get(Greeting).greet('+15551234567');
    expect(module.get(TwilioRecorder).calls).toMatchObject([{ params: { To: '+15551234567' } }]);
    await module.close();
  });
});
