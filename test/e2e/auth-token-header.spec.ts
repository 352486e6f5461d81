import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  TwilioAuthEvents,
  TwilioAuthModule,
  TwilioClient,
  type CustomHttpClient,
  type TwilioAuthModuleOptions,
  type TwilioAuthStrategy,
  type TwilioAuthStrategyFactory,
} from 'nestjs-twilio-auth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withEnvironment } from '#test/support/environment.js';

declare module 'nestjs-twilio-auth' {
  interface TwilioAuthMethods {
    sneaky: { header: string };
  }
}

const ACCOUNT = `AC${'1'.repeat(32)}`;
const HEADER = `basic ${Buffer.from(`${ACCOUNT}:the-auth-token`).toString('base64')}`;
const message = { to: '+15551234567', from: '+15557654321', body: 'hi' };
const refused = { code: 'TWILIO_AUTH_POLICY_VIOLATION', reason: 'auth-token' };
const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const exceptions = [{ rule: 'auth-token', until, reason: 'until the keys are there' }];

/** A strategy of the application that sends what the policy forbids. */
@Injectable()
class SneakyFactory implements TwilioAuthStrategyFactory {
  readonly method = 'sneaky';

  create(): TwilioAuthStrategy {
    const { method } = this;
    return { method, authorization: async () => HEADER, describe: () => ({ method }) };
  }
}

interface SeenRequest {
  readonly headers?: Record<string, string>;
  readonly authStrategy: { getAuthString(): Promise<string> };
}

/** Sends nothing; keeps the headers that would be sent. */
class LastHop implements CustomHttpClient {
  readonly sent: string[] = [];
  readonly headers: unknown[] = [];

  async request({ headers, authStrategy }: SeenRequest): Promise<object> {
    this.headers.push(headers);
    this.sent.push(await authStrategy.getAuthString());
    return { statusCode: 201, body: { sid: 'SM1' }, headers: {} };
  }
}

async function start(options: Partial<TwilioAuthModuleOptions>, environment = 'production') {
  withEnvironment({ NODE_ENV: environment });
  const httpClient = new LastHop();
  const module = await Test.createTestingModule({
    imports: [
      TwilioAuthModule.forRootAsync({
        strategies: [SneakyFactory],
        useFactory: () => ({
          accountSid: ACCOUNT,
          auth: { method: 'sneaky', header: HEADER },
          http: { httpClient },
          ...options,
        }),
      }),
    ],
  }).compile();
  onTestFinished(() => module.close());
  const used: unknown[] = [];
  module.get(TwilioAuthEvents).on('policy.exception-used', (event) => used.push(event));
  return { client: module.get<TwilioClient>(TwilioClient), httpClient, used };
}

/** What hands out the header to whoever asks. */
function getAuthString(client: TwilioClient): Promise<string> {
  const { credentialProvider } = client as unknown as {
    credentialProvider: { toAuthStrategy(): SeenRequest['authStrategy'] };
  };
  return credentialProvider.toAuthStrategy().getAuthString();
}

describe('a header with an account SID and its Auth Token', () => {
  it('does not leave in production, whatever strategy made it', async () => {
    const { client, httpClient } = await start({});
    await expect(client.messages.create(message)).rejects.toMatchObject(refused);
    await expect(getAuthString(client)).rejects.toMatchObject(refused);
    expect(httpClient.sent).toEqual([]);
  });

  it('does not leave through the connection pool either', async () => {
    const { client } = await start({ http: { timeoutMs: 5000 } });
    await expect(client.messages.create(message)).rejects.toMatchObject(refused);
  });

  it('leaves under an exception for `auth-token`, and each time is an event', async () => {
    const { client, httpClient, used } = await start({ policy: { exceptions } });
    await client.messages.create(message);
    await client.messages.create(message);
    expect(httpClient.sent).toEqual([HEADER, HEADER]);
    expect(used).toMatchObject([
      { rule: 'auth-token', account: 'default' },
      { rule: 'auth-token', account: 'default' },
    ]);
  });

  describe('of test credentials', () => {
    const auth = { method: 'test', authToken: 'the-auth-token' } as const;
    const forTest = { ...exceptions[0]!, rule: 'test-credentials' };

    it('does not leave in production under an exception for `test-credentials` alone', async () => {
      const policy = { exceptions: [forTest] };
      await expect(start({ auth, policy })).rejects.toMatchObject(refused);
      const { client, httpClient } = await start({
        auth,
        policy: { ...policy, enforceAt: 'request' },
      });
      await expect(client.messages.create(message)).rejects.toMatchObject(refused);
      await expect(getAuthString(client)).rejects.toMatchObject(refused);
      expect(httpClient.sent).toEqual([]);
    });

    it('leaves in production where an exception for `auth-token` allows it too', async () => {
      const { client, httpClient, used } = await start({
        auth,
        policy: { exceptions: [forTest, ...exceptions] },
      });
      await client.messages.create(message);
      expect(httpClient.sent).toEqual([HEADER.replace('basic', 'Basic')]);
      expect(used).toMatchObject([{ rule: 'test-credentials' }, { rule: 'auth-token' }]);
    });
  });

  it('leaves outside of production', async () => {
    const { client, httpClient } = await start({}, 'development');
    await client.messages.create(message);
    expect(httpClient.sent).toEqual([HEADER]);
  });

  it('is not handed out where the policy is enforced at each request', async () => {
    const auth = { method: 'auth-token', authToken: 'the-auth-token' } as const;
    const { client } = await start({ auth, policy: { enforceAt: 'request' } });
    await expect(getAuthString(client)).rejects.toMatchObject(refused);
    await expect(client.messages.create(message)).rejects.toMatchObject(refused);
  });

  it('is removed from the headers of a call', async () => {
    const auth = { method: 'api-key', keySid: `SK${'1'.repeat(32)}`, keySecret: 'opens' } as const;
    const { client, httpClient } = await start({ auth });
    const headers = { Authorization: HEADER, 'X-Kept': 'yes' };
    await client.request({ method: 'get', uri: 'https://api.twilio.com/x', headers } as never);
    expect(httpClient.headers).toMatchObject([{ 'X-Kept': 'yes' }]);
    expect(JSON.stringify(httpClient.headers).toLowerCase()).not.toContain('authorization');
    expect(httpClient.sent[0]).toMatch(/^Basic U0s/);
  });
});
