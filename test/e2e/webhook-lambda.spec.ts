import { Controller, HttpCode, Module, Post, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { configure } from '@codegenie/serverless-express';
import awsLambdaFastify from '@fastify/aws-lambda';
import { TwilioAuthModule, TwilioWebhook } from 'nestjs-twilio-auth';
import { signWebhook } from 'nestjs-twilio-auth/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { API_KEY_OPTIONS } from '#test/support/configuration.js';
import { ADAPTERS } from '#test/support/webhook-app.js';
import { TOKEN } from '#test/support/webhook-fixture.js';

const ORIGIN = 'https://abc123.execute-api.eu-west-1.amazonaws.com';
const URL_AT_TWILIO = `${ORIGIN}/prod/sms`;

type Handler = (event: object) => Promise<{ readonly statusCode: number }>;

/** How AWS hands each application a request; the second adapter is Fastify's own. */
const HANDLERS: Record<'express' | 'fastify', (app: INestApplication) => Handler> = {
  express: (app) => {
    const handle = configure({ app: app.getHttpAdapter().getInstance() });
    return (event) => handle(event, {}, () => {}) as never;
  },
  fastify: (app) => {
    const handle = awsLambdaFastify(app.getHttpAdapter().getInstance());
    return (event) => handle(event, {});
  },
};

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Format 2.0, in which an HTTP API hands over a request. */
function httpApiEvent(stage: string, path: string, { headers, body }: Sent): object {
  return {
    version: '2.0',
    routeKey: 'POST /sms',
    rawPath: path,
    rawQueryString: '',
    headers,
    requestContext: { stage, http: { method: 'POST', path, sourceIp: '1.2.3.4' } },
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  };
}

/** A request as API Gateway hands it over without its stage: a REST API has format 1.0. */
const EVENTS: Record<string, (sent: Sent) => object> = {
  'format 1.0, without the stage in its path': ({ headers, body }) => ({
    version: '1.0',
    resource: '/sms',
    path: '/sms',
    httpMethod: 'POST',
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    requestContext: { stage: 'prod', path: '/prod/sms', httpMethod: 'POST', identity: {} },
    body,
    isBase64Encoded: false,
  }),
  'format 2.0, with a path that was mapped': (sent) => httpApiEvent('$default', '/sms', sent),
};

const ROUTES = {
  'the url of the route': [{ url: URL_AT_TWILIO }, {}],
  'a base URL with the stage': [{}, { baseUrl: `${ORIGIN}/prod` }],
} as const;

describe.each(['express', 'fastify'] as const)('behind API Gateway on %s', (adapter) => {
  async function start(route: object, webhook: object, prefix = ''): Promise<Handler> {
    @Controller()
    class Routes {
      @Post('sms')
      @HttpCode(200)
      @TwilioWebhook(route)
      sms() {
        return { ok: true };
      }
    }
    class AppModule {}
    Module({
      imports: [
        TwilioAuthModule.forRoot({
          ...API_KEY_OPTIONS,
          environment: 'development',
          webhook: { signingKeys: [TOKEN], ...webhook },
        }),
      ],
      controllers: [Routes],
    })(AppModule);
    const app = await NestFactory.create(AppModule, ADAPTERS[adapter](), {
      rawBody: true,
      logger: false,
    });
    onTestFinished(() => app.close());
    app.setGlobalPrefix(prefix);
    await app.init();
    return HANDLERS[adapter](app);
  }

  async function sendTo(handle: Handler, eventOf: (sent: Sent) => object): Promise<number[]> {
    const params = { Body: "it's ☕", From: '+15005550006' };
    const { headers, rawBody } = signWebhook({ url: URL_AT_TWILIO, params, signingKey: TOKEN });
    const received = {
      ...headers,
      host: new URL(ORIGIN).host,
      'content-length': `${Buffer.byteLength(rawBody)}`,
    };
    const changed = rawBody.replace('15005550006', '15005550007');
    const genuine = await handle(eventOf({ headers: received, body: rawBody }));
    const forged = await handle(eventOf({ headers: received, body: changed }));
    return [genuine.statusCode, forged.statusCode];
  }

  describe.each(Object.entries(ROUTES))('with %s, a webhook', (_, [route, webhook]) => {
    it.each(Object.entries(EVENTS))('in %s is verified', async (_format, eventOf) => {
      expect(await sendTo(await start(route, webhook), eventOf)).toEqual([200, 403]);
    });
  });

  it('verifies a webhook of an HTTP API whose stage stays in the path', async () => {
    const handle = await start({}, { baseUrl: ORIGIN }, 'prod');
    const eventOf = (sent: Sent): object => httpApiEvent('prod', '/prod/sms', sent);
    expect(await sendTo(handle, eventOf)).toEqual([200, 403]);
  });
});
