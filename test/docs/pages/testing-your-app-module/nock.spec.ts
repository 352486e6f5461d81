import { Test } from '@nestjs/testing';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import nock from 'nock';
import RequestClient from 'twilio/lib/base/RequestClient.js';
import { afterAll, beforeAll, expect, it } from 'vitest';

beforeAll(() => nock.disableNetConnect());
afterAll(() => nock.restore());

it('is seen by nock when the SDK sends the requests itself', async () => {
  const digits = '0'.repeat(32);
  const module = await Test.createTestingModule({
    imports: [
      TwilioAuthModule.forRoot({
        environment: 'test',
        accountSid: `AC${digits}`,
        auth: { method: 'api-key', keySid: `SK${digits}`, keySecret: 'any' },
        http: { httpClient: new RequestClient({ keepAlive: false }) },
      }),
    ],
  }).compile();
  const call = nock('https://api.twilio.com')
    .post(`/2010-04-01/Accounts/AC${digits}/Messages.json`, /To=%2B15551234567/)
    .basicAuth({ user: `SK${digits}`, pass: 'any' })
    .reply(201, { sid: 'SM1', status: 'queued' });

  const message = { to: '+15551234567', from: '+15557654321', body: 'hi' };
  expect((await module.get(TwilioClient).messages.create(message)).sid).toBe('SM1');
  expect(call.isDone()).toBe(true);
  await module.close();
});
