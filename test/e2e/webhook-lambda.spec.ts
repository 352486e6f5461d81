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

/** A request as API Gateway hands it over: REST APIs have format 1.0, HTTP APIs 2.0. */
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
  'format 2.0, with a path that was mapped': ({ headers, body }) => ({
    version: '2.0',
    routeKey: 'POST /sms',
    rawPath: '/sms',
    rawQueryString: '',
    headers,
    requestContext: {
      stage: '$default',
      http: { method: 'POST', path: '/sms', sourceIp: '1.2.3.4' },
    },
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  }),
};

const ROUTES = {
  'the url of the route': [{ url: URL_AT_TWILIO }, {}],
  'a base URL with the stage': [{}, { baseUrl: `${ORIGIN}/prod` }],
} as const;

describe.each(['express', 'fastify'] as const)('behind API Gateway on %s', (adapter) => {
  async function start(route: object, webhook: object): Promise<Handler> {
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
    await app.init();
    return HANDLERS[adapter](app);
  }

  describe.each(Object.entries(ROUTES))('with %s, a webhook', (_, [route, webhook]) => {
    it.each(Object.entries(EVENTS))('in %s is verified', async (_format, eventOf) => {
      const handle = await start(route, webhook);
      const params = { Body: "it's ☕", From: '+15005550006' };
      const { headers, rawBody } = signWebhook({ url: URL_AT_TWILIO, params, signingKey: TOKEN });
      const received = {
        ...headers,
        host: 'abc123.execute-api.eu-west-1.amazonaws.com',
        'content-length': `${Buffer.byteLength(rawBody)}`,
      };
      expect((await handle(eventOf({ headers: received, body: rawBody }))).statusCode).toBe(200);
      const changed = rawBody.replace('15005550006', '15005550007');
      expect((await handle(eventOf({ headers: received, body: changed }))).statusCode).toBe(403);
    });
  });
});
