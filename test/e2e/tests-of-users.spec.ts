import {
  isTwilioAuthError,
  TwilioAuth,
  TwilioAuthModule,
  TwilioClient,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { getGlobalDispatcher, MockAgent, setGlobalDispatcher, type Dispatcher } from 'undici';
import undici6 from 'undici6';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startApp } from '#test/support/app.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { startRecordingServer } from '#test/support/recording-server.js';

const accountSid = `AC${'a'.repeat(32)}`;
const auth = { method: 'api-key', keySid: `SK${'b'.repeat(32)}`, keySecret: 'secret' } as const;
const oauth = { method: 'oauth', clientId: `OQ${'c'.repeat(32)}`, clientSecret: 'secret' } as const;

async function useApp(options: Partial<TwilioAuthModuleOptions> = {}) {
  const module = TwilioAuthModule.forRoot({
    accountSid,
    auth,
    environment: 'test',
    http: { retries: 0, connectTimeoutMs: 1000 },
    ...options,
  });
  const { app } = await startApp({ imports: [module] });
  const list = () => app.get(TwilioClient).messages.list({ limit: 1 });
  return { app, list, [Symbol.asyncDispose]: () => app.close() };
}

/** An agent that answers the token endpoint and a list of messages, and connects to nothing. */
function mockedTwilio(Agent = MockAgent): MockAgent {
  const agent = new Agent();
  agent.disableNetConnect();
  const token = { access_token: 'token', token_type: 'Bearer', expires_in: 3600 };
  agent
    .get('https://oauth.twilio.com')
    .intercept({ path: '/v2/token', method: 'POST' })
    .reply(200, token);
  agent
    .get('https://api.twilio.com')
    .intercept({ path: /Messages\.json/ })
    .reply(200, { messages: [], page_size: 50 })
    .persist();
  return agent;
}

describe('In the environment test', () => {
  it.each<[string, Partial<TwilioAuthModuleOptions>]>([
    ['an API key', {}],
    ['an OAuth app, before a token is fetched', { auth: oauth }],
    ['the Auth Token', { auth: { method: 'auth-token', authToken: 'f'.repeat(32) } }],
  ])('a call by %s is refused before a socket is opened', async (_, options) => {
    const proxy = await startRecordingServer();
    const http = { proxy: proxy.origin, retries: 0 };
    await using app = await useApp({ ...options, http });
    const error = await app.list().catch((thrown: unknown) => thrown);
    expect(isTwilioAuthError(error, 'TWILIO_AUTH_POLICY_VIOLATION')).toBe(true);
    expect(error).toMatchObject({ reason: 'live-in-test' });
    expect(String(error)).toContain('nock and msw do not see these requests');
    await expect(app.app.get(TwilioAuth).verify()).rejects.toThrow('live-in-test');
    expect(proxy.connections()).toBe(0);
    await proxy.close();
  });

  it.each<[string, Partial<TwilioAuthModuleOptions>]>([
    ['test credentials', { auth: { method: 'test', authToken: 'f'.repeat(32) } }],
    ['`policy.allowLiveInTest`', { policy: { allowLiveInTest: true } }],
    ['another environment', { environment: 'development' }],
  ])('%s may call', async (_, options) => {
    // A proxy that does not exist: the call gets as far as a connection.
    const http = { proxy: 'http://127.0.0.1:1', retries: 0 };
    await using app = await useApp({ ...options, http, capabilityCheck: 'off' });
    await expect(app.list()).rejects.toThrow('ECONNREFUSED');
  });

  it('TWILIO_AUTH_ALLOW_LIVE_IN_TEST allows it too, and must be true or false', async () => {
    vi.stubEnv('TWILIO_AUTH_ALLOW_LIVE_IN_TEST', 'true');
    await using app = await useApp({ http: { proxy: 'http://127.0.0.1:1', retries: 0 } });
    await expect(app.list()).rejects.toThrow('ECONNREFUSED');
    vi.stubEnv('TWILIO_AUTH_ALLOW_LIVE_IN_TEST', 'perhaps');
    await expect(useApp()).rejects.toThrow('TWILIO_AUTH_ALLOW_LIVE_IN_TEST');
    vi.unstubAllEnvs();
  });

  it('a call of the emulator is no call of Twilio', async () => {
    const twilio = await sharedEmulator();
    const { sid: keySid, secret: keySecret } = twilio.account.apiKeys.standard;
    await using app = await useApp({
      accountSid: twilio.account.sid,
      auth: { method: 'api-key', keySid, keySecret },
      apiBaseUrl: twilio.url,
    });
    expect(await app.list()).toEqual([]);
  });
});

describe('`http.dispatcher`', () => {
  it('sends every request, those for tokens too', async () => {
    const agent = mockedTwilio();
    await using app = await useApp({ auth: oauth, http: { dispatcher: agent } });
    expect(await app.list()).toEqual([]);
    expect(await app.list()).toEqual([]);
    agent.assertNoPendingInterceptors();
  });

  it('may be of undici 6, whose handlers are others', async () => {
    const agent = mockedTwilio(undici6.MockAgent as unknown as typeof MockAgent);
    await using app = await useApp({ auth: oauth, http: { dispatcher: agent } });
    expect(await app.list()).toEqual([]);
    agent.assertNoPendingInterceptors();
  });

  it('may be of undici 8, which calls handlers of the new form only', async () => {
    // It does not load on Node 20; this is how its MockAgent answers.
    const dispatch = (_: object, handler: Required<Dispatcher.DispatchHandler>): boolean => {
      const controller = { abort: () => {} } as unknown as Dispatcher.DispatchController;
      handler.onRequestStart(controller, {});
      handler.onResponseStart(controller, 200, {}, 'OK');
      handler.onResponseData(controller, Buffer.from('{"messages":[]}'));
      handler.onResponseEnd(controller, {});
      return true;
    };
    await using app = await useApp({ http: { dispatcher: { dispatch } } });
    expect(await app.list()).toEqual([]);
  });

  it('that refuses to connect fails the call, and nothing else is tried', async () => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    await using app = await useApp({ http: { dispatcher: agent, retries: 0 } });
    const error = await app.list().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_CONNECTION_FAILED' });
    expect(String(error)).toContain('UND_MOCK_ERR_MOCK_NOT_MATCHED');
  });

  it('that is none stops the start', async () => {
    await expect(useApp({ http: { dispatcher: {} as never } })).rejects.toThrow(
      'expected a dispatcher of undici',
    );
  });
});

describe('A global MockAgent', () => {
  let before: Dispatcher;
  beforeEach(() => (before = getGlobalDispatcher()));
  afterEach(() => setGlobalDispatcher(before));

  it('sends every request, also when it is set after the start', async () => {
    await using app = await useApp({ auth: oauth });
    const agent = mockedTwilio();
    setGlobalDispatcher(agent);
    expect(await app.list()).toEqual([]);
    agent.assertNoPendingInterceptors();
  });

  it('is ignored in production', async () => {
    setGlobalDispatcher(mockedTwilio());
    const http = { proxy: 'http://127.0.0.1:1', retries: 0 };
    await using app = await useApp({ environment: 'production', http });
    await expect(app.list()).rejects.toThrow('ECONNREFUSED');
  });

  it('is not any other dispatcher', async () => {
    setGlobalDispatcher({ dispatch: () => expect.fail('it was used') } as never);
    await using app = await useApp();
    await expect(app.list()).rejects.toThrow('live-in-test');
  });
});
