import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, TwilioClient, type TwilioAuthModuleOptions } from 'nestjs-twilio-auth';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withEnvironment } from '#test/support/environment.js';
import { CLIENT_SECRET } from '#test/support/oauth-fixture.js';
import type { Answer } from '#test/support/recording-server.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';

const accountSid = `AC${'a'.repeat(32)}`;
const clientId = `OQ${'b'.repeat(32)}`;

/** Both hosts: a token endpoint with a script, and an API that answers with the status of `accepts`. */
const twilio = useTokenEndpoint();
let app: INestApplicationContext;
let accepts: (authorization: string | undefined) => number;

beforeEach(async () => {
  accepts = () => 200;
  twilio.always((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/v2/token') return response.end(JSON.stringify(twilio.grant()));
    const status = accepts(request.headers.authorization);
    const body = status === 200 ? { sid: 'SM1' } : { code: 20003, message: 'Authenticate', status };
    return response.writeHead(status).end(JSON.stringify(body));
  });
  app = await start();
});
afterEach(() => app.close());

const start = (oauth: TwilioAuthModuleOptions['oauth'] = {}): Promise<INestApplicationContext> =>
  NestFactory.createApplicationContext(
    TwilioAuthModule.forRoot({
      accountSid,
      auth: { method: 'oauth', clientId, clientSecret: CLIENT_SECRET },
      oauth,
      apiBaseUrl: twilio.origin,
    }),
    { logger: false, abortOnError: false },
  );

const call = (): Promise<unknown> => app.get<TwilioClient>(TwilioClient).messages('SM1').fetch();
const requests = (kind: 'token' | 'api'): (typeof twilio)['requests'] =>
  twilio.requests.filter(({ url }) => (url === '/v2/token') === (kind === 'token'));

describe('A call with OAuth', () => {
  it('sends the token, which concurrent calls share', async () => {
    await Promise.all(Array.from({ length: 10 }, call));
    const sent = new Set(requests('api').map(({ headers }) => headers.authorization));
    expect(sent).toEqual(new Set(['Bearer token-1']));
    expect(requests('token')).toHaveLength(1);
  });

  it.each<[string, Answer]>([
    ['is refused', { status: 401 }],
    ['is missing', { body: {} }],
    ['is null', { body: { access_token: null } }],
    ['is not text', { body: { access_token: 5 } }],
    ['holds a line break', { body: { access_token: 'a\r\nX-Evil: 1' } }],
    ['is HTML', { body: '<html></html>' }],
    ['is elsewhere', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
  ])('is not sent if the token %s', async (_, answer) => {
    await app.close();
    app = await start({ timeoutMs: 300 });
    twilio.always(answer);
    await expect(call()).rejects.toMatchObject({
      code: expect.stringMatching(/^TWILIO_AUTH_OAUTH_TOKEN_/) as string,
    });
    expect(requests('api')).toEqual([]);
  });

  it('is repeated once with a new token if an API answers 401', async () => {
    accepts = (authorization) => (authorization === 'Bearer token-1' ? 401 : 200);
    await expect(call()).resolves.toMatchObject({ sid: 'SM1' });
    expect(requests('token')).toHaveLength(2);
    expect(requests('api')).toHaveLength(2);
  });

  it('is not repeated if an API answers 403', async () => {
    accepts = () => 403;
    await expect(call()).rejects.toMatchObject({ status: 403, code: 20003 });
    expect(requests('token')).toHaveLength(1);
    expect(requests('api')).toHaveLength(1);
  });

  it('rejects with status and code of an API that always answers 401, after three more token requests', async () => {
    accepts = () => 401;
    for (let count = 0; count < 10; count += 1) {
      await expect(call()).rejects.toMatchObject({ status: 401, code: 20003 });
    }
    expect(requests('token')).toHaveLength(4);
    expect(requests('api')).toHaveLength(13);
  });

  it('ignores the environment variables of the SDK', async () => {
    withEnvironment({
      TWILIO_ACCOUNT_SID: `SK${'c'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: 'd'.repeat(32),
      TWILIO_REGION: 'ie1',
      TWILIO_EDGE: 'dublin',
    });
    await call();
    expect(twilio.requests.map(({ headers }) => headers.host)).toEqual([
      'oauth.twilio.com',
      'api.twilio.com',
    ]);
    expect(requests('api')[0]?.url).toContain(accountSid);
  });

  it('is rejected if the application closes while it waits for a token', async () => {
    twilio.next(() => undefined);
    const outcome = expect(call()).rejects.toMatchObject({ reason: 'closed' });
    await twilio.received(1);
    await app.close();
    await outcome;
  });
});
