import { inspect } from 'node:util';
import { ConsoleLogger, Module } from '@nestjs/common';
import { NestFactory, SerializedGraph } from '@nestjs/core';
import { TwilioAuthModule, TwilioClient, type TwilioAuthModuleOptions } from 'nestjs-twilio-auth';
import { expectNoSecrets } from 'nestjs-twilio-auth/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { captureOutput } from '#test/support/captured-output.js';
import { sharedEmulator } from '#test/support/emulator.js';
import { withEnvironment } from '#test/support/environment.js';

const METHODS = ['oauth', 'api-key', 'auth-token', 'test'] as const;
type Method = (typeof METHODS)[number];

/** Passwords in URLs are secrets too. */
const URL_PASSWORD = 'pa55w0rd-of-the-url';
const WRONG_SECRET = 'wr0ng-secret-wr0ng-secret-wr0ng';

const twilio = await sharedEmulator();

/** Every secret of the account, so that those of other methods are looked for too. */
function secrets(): string[] {
  const { authToken, apiKeys, oauthApp, testCredentials } = twilio.account;
  const tokens = [authToken, testCredentials.authToken, oauthApp.clientSecret];
  return [...tokens, apiKeys.standard.secret, URL_PASSWORD, WRONG_SECRET];
}

interface Situation {
  readonly options?: TwilioAuthModuleOptions;
  readonly variables?: Readonly<Record<string, string>>;
  readonly call?: (client: TwilioClient) => Promise<unknown>;
}

const send = (client: TwilioClient): Promise<unknown> =>
  client.messages.create({ to: '+15551234567', from: '+15005550006', body: 'hi' });
const missing = (client: TwilioClient): Promise<unknown> =>
  client.messages(`SM${'0'.repeat(32)}`).fetch();

const SECRET_VARIABLES: Readonly<Record<Method, string>> = {
  oauth: 'TWILIO_OAUTH_CLIENT_SECRET',
  'api-key': 'TWILIO_API_SECRET',
  'auth-token': 'TWILIO_AUTH_TOKEN',
  test: 'TWILIO_TEST_AUTH_TOKEN',
};

/** Where nothing answers, a token is asked for again until this is over. */
const oauth = { timeoutMs: 1_000 };

const SITUATIONS: Readonly<Record<string, (method: Method) => Situation>> = {
  success: () => ({}),
  '401': (method) => ({ variables: { [SECRET_VARIABLES[method]]: WRONG_SECRET } }),
  '403 or 404': () => ({ call: missing }),
  'a refused connection': () => ({
    options: { oauth },
    variables: { TWILIO_API_BASE_URL: 'http://127.0.0.1:1' },
  }),
  'a TLS failure': () => ({
    variables: { TWILIO_API_BASE_URL: twilio.url.replace('http:', 'https:') },
  }),
  'a proxy with a password that is not there': () => ({
    options: { oauth, http: { proxy: `http://user:${URL_PASSWORD}@127.0.0.1:1` } },
  }),
  'a base URL with a password': () => ({
    options: { webhook: { baseUrl: `https://user:${URL_PASSWORD}@example.com`, signingKeys: [] } },
  }),
};

async function boot({ options = {}, variables = {} }: Situation, method: Method) {
  withEnvironment({ NODE_ENV: 'development', ...twilio.env(method), ...variables });
  @Module({ imports: [TwilioAuthModule.forRoot(options)] })
  class AppModule {}
  const logger = new ConsoleLogger({ logLevels: ['verbose', 'debug', 'log', 'warn', 'error'] });
  const app = await NestFactory.createApplicationContext(AppModule, {
    logger,
    snapshot: true,
    abortOnError: false,
  });
  onTestFinished(() => app.close());
  return app;
}

describe.each(METHODS)('With method %s no secret is visible', (method) => {
  it.each(Object.keys(SITUATIONS))(
    'in logs, errors, providers and the graph after %s',
    async (name) => {
      const output = captureOutput();
      const situation = SITUATIONS[name]?.(method) ?? {};
      const app = await boot(situation, method);
      const client = app.get(TwilioClient);
      const outcome: unknown = await (situation.call ?? send)(client).catch(
        (error: unknown) => error,
      );
      const graph = app.get(SerializedGraph);

      const known = secrets();
      expectNoSecrets(
        { app, outcome, client, graph, graphJson: graph.toJSON(), output: output.text() },
        known,
      );
      expect(known.every((secret) => secret.length > 10)).toBe(true);
    },
  );

  it('in the error of an invalid configuration', async () => {
    const output = captureOutput();
    const broken = { [SECRET_VARIABLES[method]]: `${WRONG_SECRET} with spaces in it` };
    const error: unknown = await boot({ variables: broken }, method).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
    expectNoSecrets({ error, output: output.text() }, secrets());
  });
});

it('shows the bearer token nowhere', async () => {
  const output = captureOutput();
  const app = await boot({}, 'oauth');
  const client = app.get(TwilioClient);
  const sent: unknown = await send(client).catch((error: unknown) => error);
  const header = await client.credentialProvider?.toAuthStrategy().getAuthString();
  const token = header?.replace('Bearer ', '') ?? '';
  expect(token.length).toBeGreaterThan(20);
  expectNoSecrets({ app, client, sent, output: output.text() }, [token]);
});

it('shows no secret when the whole application is inspected, hidden properties included', async () => {
  const app = await boot({}, 'oauth');
  await send(app.get(TwilioClient));
  const printed = inspect(app, { depth: 12, showHidden: true });
  expect(printed).toContain('TwilioAuthModule');
  expectNoSecrets({ printed }, secrets());
}, 120_000);
