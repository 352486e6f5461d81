import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Test } from '@nestjs/testing';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { TwilioAuthTestingModule } from 'nestjs-twilio-auth/testing';
import nock from 'nock';
import { expect, it, onTestFinished, vi } from 'vitest';
import { AppModule } from './app.module.js';

const digits = '0'.repeat(32);

it('replaces nothing for another reference of the same module', async () => {
  vi.stubEnv('TWILIO_AUTH_METHOD', 'oauth');
  onTestFinished(() => void vi.unstubAllEnvs());
  const module = Test.createTestingModule({ imports: [AppModule] })
    .overrideModule(TwilioAuthModule)
    .useModule(TwilioAuthTestingModule.forRoot());
  await expect(module.compile()).rejects.toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
});

it('reaches its server past nock, whose interceptors see other clients only', async () => {
  const server = createServer((_, response) =>
    response.writeHead(201, { 'Content-Type': 'application/json' }).end('{"sid":"SM1"}'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  nock.disableNetConnect();
  onTestFinished(() => nock.restore());

  const module = await Test.createTestingModule({
    imports: [
      TwilioAuthModule.forRoot({
        environment: 'test',
        accountSid: `AC${digits}`,
        auth: { method: 'api-key', keySid: `SK${digits}`, keySecret: 'any' },
        apiBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      }),
    ],
  }).compile();
  onTestFinished(() => module.close());
  const message = { to: '+15551234567', from: '+15557654321', body: 'hi' };
  expect((await module.get(TwilioClient).messages.create(message)).sid).toBe('SM1');
});
