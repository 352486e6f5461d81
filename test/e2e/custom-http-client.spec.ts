import { Test } from '@nestjs/testing';
import { TwilioAuthModule, TwilioClient, type CustomHttpClient } from 'nestjs-twilio-auth';
import { expect, it, onTestFinished } from 'vitest';

interface SeenRequest {
  uri: string;
  authStrategy: {
    getAuthString(): Promise<string>;
    getAuthType(): string;
    requiresAuthentication(): boolean;
  };
}

class RememberingClient implements CustomHttpClient {
  readonly seen: SeenRequest[] = [];

  async request(options: SeenRequest): Promise<object> {
    this.seen.push(options);
    return { statusCode: 201, body: { sid: 'SM1' }, headers: {} };
  }
}

async function clientOn(httpClient: CustomHttpClient): Promise<TwilioClient> {
  const digits = '1'.repeat(32);
  const module = await Test.createTestingModule({
    imports: [
      TwilioAuthModule.forRoot({
        environment: 'test',
        accountSid: `AC${digits}`,
        auth: { method: 'api-key', keySid: `SK${digits}`, keySecret: 'opens', keyType: 'standard' },
        http: { httpClient },
      }),
    ],
  }).compile();
  onTestFinished(() => module.close());
  return module.get(TwilioClient);
}

it('passes requests to a custom HTTP client, which gets the header from the auth strategy', async () => {
  const custom = new RememberingClient();
  const client = await clientOn(custom);
  await client.messages.create({ to: '+15551234567', from: '+15557654321', body: 'hi' });
  const strategy = custom.seen[0]?.authStrategy;
  // The three methods of the SDK's own strategies.
  expect(strategy?.requiresAuthentication()).toBe(true);
  expect(strategy?.getAuthType()).toBe('nestjs-twilio-auth');
  expect(await strategy?.getAuthString()).toBe(
    `Basic ${Buffer.from(`SK${'1'.repeat(32)}:opens`).toString('base64')}`,
  );
});

it('checks host and capabilities before a custom HTTP client gets the request', async () => {
  const custom = new RememberingClient();
  const client = await clientOn(custom);
  const elsewhere = client.request({ method: 'get', uri: 'https://example.com/steal' });
  await expect(elsewhere).rejects.toMatchObject({ reason: 'host-refused' });
  await expect(client.keys.list()).rejects.toMatchObject({ code: 'TWILIO_AUTH_CAPABILITY' });
  expect(custom.seen).toEqual([]);
});
