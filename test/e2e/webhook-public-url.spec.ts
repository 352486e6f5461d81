import {
  Controller,
  HttpCode,
  Module,
  Post,
  VersioningType,
  type INestApplication,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule, TwilioWebhook, TwilioWebhookVerifier } from 'nestjs-twilio-auth';
import { signWebhook } from 'nestjs-twilio-auth/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { API_KEY_OPTIONS } from '#test/support/configuration.js';
import { sendTo } from '#test/support/http-send.js';
import { ADAPTERS } from '#test/support/webhook-app.js';
import { TOKEN } from '#test/support/webhook-fixture.js';

const FUNCTION = 'https://europe-west1-project.cloudfunctions.net/inboundSMS';
const params = { Body: 'hello' };

/** An application with one route, which is configured like this. */
function appModule(path: string, route: Parameters<typeof TwilioWebhook>[0], baseUrl?: string) {
  @Controller()
  class Routes {
    @Post(path)
    @HttpCode(200)
    @TwilioWebhook(route)
    webhook() {
      return { ok: true };
    }
  }
  class AppModule {}
  const webhook = { signingKeys: [TOKEN], ...(baseUrl === undefined ? {} : { baseUrl }) };
  Module({
    imports: [
      TwilioAuthModule.forRoot({ ...API_KEY_OPTIONS, environment: 'development', webhook }),
    ],
    controllers: [Routes],
  })(AppModule);
  return AppModule;
}

describe.each(['express', 'fastify'] as const)('the public URL of a route on %s', (adapter) => {
  let app: INestApplication | undefined;
  afterEach(() => app?.close());

  async function start(module: object, prepare: (started: INestApplication) => void = () => {}) {
    app = await NestFactory.create(module, ADAPTERS[adapter](), { rawBody: true, logger: false });
    prepare(app);
    await app.listen(0, '127.0.0.1');
  }

  /** Sends what Twilio signed for this URL to another path, as a gateway does. */
  async function send(url: string, target: string): Promise<number> {
    const { headers, rawBody, path } = signWebhook({ url, params, signingKey: TOKEN });
    const query = path.includes('?') ? path.slice(path.indexOf('?')) : '';
    const { status } = await sendTo(app!, { target: target + query, headers, body: rawBody });
    return status;
  }

  it.each([
    ['the url of the route', FUNCTION, undefined],
    ['a base URL, for the root path', undefined, FUNCTION],
  ])('of a Cloud Function, which gets / for its name, is %s', async (_, url, baseUrl) => {
    await start(appModule('', url === undefined ? {} : { url }, baseUrl));
    expect(await send(FUNCTION, '/')).toBe(200);
    expect(await send(`${FUNCTION}?a=1`, '/')).toBe(200);
    expect(await send(`${FUNCTION}2`, '/')).toBe(403);
  });

  it('of an ingress that rewrites paths is the url of the route, with the query of the request', async () => {
    const url = 'https://api.example.com/proxy/voice/webhook';
    await start(appModule('voice', { url }, 'https://api.example.com'));
    expect(await send(url, '/voice')).toBe(200);
    expect(await send(`${url}?a=1&b=2`, '/voice')).toBe(200);
    expect(await send('https://api.example.com/voice', '/voice')).toBe(403);
  });

  it('may have a fragment with connection overrides, which is not signed', async () => {
    const url = 'https://api.example.com/sms#rc=3&rp=ct,rt';
    await start(appModule('inbound', { url }));
    expect(await send(url, '/inbound')).toBe(200);
  });

  it('of a global prefix with versioning is the base URL and the path', async () => {
    await start(appModule('sms', {}, 'https://api.example.com'), (started) => {
      started.setGlobalPrefix('api');
      started.enableVersioning({ type: VersioningType.URI, defaultVersion: '2' });
    });
    expect(await send('https://api.example.com/api/v2/sms', '/api/v2/sms')).toBe(200);
  });

  it('of a mounted router is the base URL and the path before it was mounted', async () => {
    await start(appModule('sms', {}, 'https://api.example.com'), (started) => {
      if (adapter !== 'express') return;
      // As Express itself shows a request to what is mounted: a shorter url, and originalUrl.
      started.use((request: { url: string }, _: unknown, next: () => void) => {
        request.url = request.url.replace('/mounted', '');
        next();
      });
    });
    const target = adapter === 'express' ? '/mounted/sms' : '/sms';
    expect(await send(`https://api.example.com${target}`, target)).toBe(200);
  });

  it('may be given to a call of the verifier, as to the SDK', async () => {
    await start(appModule('sms', {}));
    const verifier = app!.get(TwilioWebhookVerifier);
    const url = 'https://gateway.example.com/stage/sms?a=1';
    const { headers, rawBody } = signWebhook({ url, params, signingKey: TOKEN });
    const request = { method: 'POST', url: '/sms', headers, rawBody };
    expect(await verifier.verify(request, { url })).toMatchObject({ valid: true });
    const withQuery = { ...request, url: '/sms?a=1' };
    expect(await verifier.verify(withQuery, { url })).toMatchObject({ valid: true });
    expect(await verifier.verify({ ...request, url: '/sms?a=2' }, { url })).toMatchObject({
      valid: false,
    });
    expect(await verifier.verify(request, { url: 'no URL' })).toMatchObject({ valid: false });
  });

  it('of a WebSocket may be given to a call of the verifier', async () => {
    await start(appModule('sms', {}));
    const verifier = app!.get(TwilioWebhookVerifier);
    const url = 'wss://gateway.example.com/stage/media';
    const { headers } = signWebhook({ url, signingKey: TOKEN });
    const upgrade = { method: 'GET', url: '/media', headers };
    expect(await verifier.verifyUpgrade(upgrade, { url })).toMatchObject({ valid: true });
    const https = 'https://gateway.example.com/stage/media';
    expect(await verifier.verifyUpgrade(upgrade, { url: https })).toMatchObject({ valid: true });
    expect(await verifier.verifyUpgrade(upgrade)).toMatchObject({ valid: false });
  });
});

describe('the url of a route', () => {
  it.each(['', 'api.example.com/sms', 'https:/api.example.com/sms', '/sms', 'ftp://h/sms'])(
    'stops the start when it is %j',
    (url) => {
      expect(() => TwilioWebhook({ url })).toThrow(/@TwilioWebhook\(\{ url \}\)/);
    },
  );
});
