import { Test } from '@nestjs/testing';
import { TwilioClient } from 'nestjs-twilio-auth';
import { TwilioAuthTestingModule } from 'nestjs-twilio-auth/testing';
import { expect, it, vi } from 'vitest';
import { AppModule, Reminders } from './app.module.js';

it('calls a mock of your own', async () => {
  const create = vi.fn().mockResolvedValue({ sid: 'SM1' });
  const builder = Test.createTestingModule({ imports: [AppModule] });
  TwilioAuthTestingModule.override(builder);
  builder.overrideProvider(TwilioClient).useValue({ messages: { create } });
  const module = await builder.compile();

  await module.get(Reminders).remind('+15551234567');
  expect(create).toHaveBeenCalledWith(expect.objectContaining({ to: '+15551234567' }));
  await module.close();
});
