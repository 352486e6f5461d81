import { Test } from '@nestjs/testing';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { MockAgent } from 'undici';
import { expect, it } from 'vitest';

it('sends every request through the MockAgent, those for tokens too', async () => {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const digits = '0'.repeat(32);
  const module = await Test.createTestingModule({
    imports: [
      TwilioAuthModule.forRoot({
        environment: 'test',
        accountSid: `AC${digits}`,
        auth: { method: 'oauth', clientId: `OQ${digits}`, clientSecret: 'any' },
        http: { dispatcher: agent },
      }),
    ],
  }).compile();
  agent
    .get('https://oauth.twilio.com')
    .intercept({ path: '/v2/token', method: 'POST' })
    .reply(200, { access_token: 'any', expires_in: 3600 });
  agent
    .get('https://api.twilio.com')
    .intercept({ path: `/2010-04-01/Accounts/AC${digits}/Messages.json`, method: 'POST' })
    .reply(201, { sid: 'SM1', status: 'queued' });

  const message = { to: '+15551234567', from: '+15557654321', body: 'hi' };
  expect((await module.get(TwilioClient).messages.create(message)).sid).toBe('SM1');
  agent.assertNoPendingInterceptors();
  await module.close();
});
