import { Test } from '@nestjs/testing';
import { TwilioClient } from 'nestjs-twilio-auth';
import { TwilioAuthTestingModule } from 'nestjs-twilio-auth/testing';
import { expect, it, vi } from 'vitest';
import { AppModule, Reminders, twilioAuth } from './app.module.js';

it('calls a mock of your own', async () => {
  const create = vi.fn().mockResolvedValue({ sid: 'SM1' });
  const module = await Test.createTestingModule({ imports: [AppModule] })
    .overrideModule(twilioAuth)
    .useModule(TwilioAuthTestingModule.forRoot())
    .overrideProvider(TwilioClient)
    .useValue({ messages: { create } })
    .compile();

  await module.get(Reminders).remind('+15551234567');
  expect(create).toHaveBeenCalledWith(expect.objectContaining({ to: '+15551234567' }));
  await module.close();
});
