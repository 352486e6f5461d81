import 'reflect-metadata';
import { Test } from '@nestjs/testing';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { TwilioAuthTestingModule, TwilioRecorder } from 'nestjs-twilio-auth/testing';
import { TwilioEmulator } from 'twilio-auth-emulator';

const message = { to: '+15551234567', body: 'hi' };

describe('fake timers of Jest', () => {
  afterEach(() => void jest.useRealTimers());

  it('do not hold up a call to the recorder, whatever is faked', async () => {
    jest.useFakeTimers();
    const imports = [TwilioAuthTestingModule.forRoot()];
    const module = await Test.createTestingModule({ imports }).compile();
    await module.get(TwilioClient).messages.create({ ...message, from: '+15557654321' });
    expect(module.get(TwilioRecorder).calls).toHaveLength(1);
    await module.close();
  });

  it('do not hold up calls to the emulator, with the real setImmediate', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const emulator = await TwilioEmulator.start();
    const { account } = emulator;
    const { clientId, clientSecret } = account.oauthApp;
    const auth = { method: 'oauth', clientId, clientSecret } as const;
    const options = {
      environment: 'test',
      apiBaseUrl: emulator.url,
      accountSid: account.sid,
      auth,
    };
    const imports = [TwilioAuthModule.forRoot(options)];
    const module = await Test.createTestingModule({ imports }).compile();
    const { messages } = module.get(TwilioClient);
    await messages.create({ ...message, from: account.phoneNumber });
    await messages.create({ ...message, from: account.phoneNumber });
    expect(emulator.requests.tokenRequests).toBe(1);
    await module.close();
    await emulator.stop();
  });
});
