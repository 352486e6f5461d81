import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { describe, expect, it } from 'vitest';
import {
  MessagesController,
  PLATFORMS,
  post,
  startApp,
  type RunningApp,
} from '#test/support/app.js';
import { compileWith } from '#test/support/compile.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';

const METHODS = ['oauth', 'api-key', 'auth-token', 'test'] as const;
const WRONG = {
  oauth: 'TWILIO_OAUTH_CLIENT_SECRET',
  'api-key': 'TWILIO_API_SECRET',
  'auth-token': 'TWILIO_AUTH_TOKEN',
  test: 'TWILIO_TEST_AUTH_TOKEN',
} as const;

const twilio = await sharedEmulator();

describe.each(PLATFORMS)('An application on $platform', (platform) => {
  const start = (): Promise<RunningApp> =>
    startApp(
      { imports: [TwilioAuthModule.forRoot()], controllers: [MessagesController] },
      platform,
    );

  it.each(METHODS)(
    'sends a message with method %s, configured by the environment only',
    async (method) => {
      withEnvironment({ NODE_ENV: 'development', ...twilio.env(method) });
      await using running = await start();
      const from = method === 'test' ? '+15005550006' : twilio.account.phoneNumber;
      twilio.requests.clear();

      const answer = await post(`${running.url}/messages`, {
        to: '+15551234567',
        from,
        body: 'hi',
      });

      expect(answer).toMatchObject({ status: 201, body: { sid: expect.stringMatching(/^SM/) } });
      const sent = twilio.requests.filter(({ path }) => path.endsWith('/Messages.json'));
      expect(sent).toMatchObject([{ method: 'POST', status: 201, host: 'api.twilio.com' }]);
      expect(twilio.requests.tokenRequests).toBe(method === 'oauth' ? 1 : 0);
    },
  );

  it.each(METHODS)('gets the error of a wrong secret with method %s', async (method) => {
    const wrong = { [WRONG[method]]: 'f'.repeat(32) };
    withEnvironment({ NODE_ENV: 'development', ...twilio.env(method), ...wrong });
    await using running = await start();

    const message = { to: '+15551234567', from: twilio.account.phoneNumber, body: 'hi' };
    const { body } = await post(`${running.url}/messages`, message);

    const refused =
      method === 'oauth'
        ? { code: 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED' }
        : { status: 401, code: 20003 };
    expect(body).toMatchObject({ refused });
    expect(JSON.stringify(body)).not.toContain('f'.repeat(32));
  });
});

it('fetches no new OAuth token if a permission is missing', async () => {
  withEnvironment({ NODE_ENV: 'development', ...twilio.env('oauth') });
  const client = (await compileWith({})).get(TwilioClient);
  for (let call = 0; call < 3; call += 1) {
    await expect(client.keys.list({ limit: 1 })).rejects.toMatchObject({
      code: 70051,
      details: { hint: expect.stringContaining('lacks the permission') },
    });
  }
  expect(twilio.requests.tokenRequests).toBe(1);
});
