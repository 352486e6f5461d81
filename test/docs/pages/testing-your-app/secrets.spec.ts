import { Test } from '@nestjs/testing';
import { TwilioAuthModule } from 'nestjs-twilio-auth';
import { expectNoSecrets } from 'nestjs-twilio-auth/testing';
import { expect, it } from 'vitest';

it('keeps its API key secret to itself', async () => {
  const keySecret = 'a-secret-that-must-not-show';
  const digits = '0'.repeat(32);
  const app = await Test.createTestingModule({
    imports: [
      TwilioAuthModule.forRoot({
        environment: 'test',
        accountSid: `AC${digits}`,
        auth: { method: 'api-key', keySid: `SK${digits}`, keySecret },
      }),
    ],
  }).compile();
  expect(() => expectNoSecrets({ app }, [keySecret])).not.toThrow();
  await app.close();
});
