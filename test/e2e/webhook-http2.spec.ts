import { connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TwilioAuthModule, TwilioWebhook } from 'nestjs-twilio-auth';
import { describe, expect, it } from 'vitest';
import { API_KEY_OPTIONS } from '#test/support/configuration.js';
import { ACCOUNT_SID, BASE_URL, formRequest, TOKEN } from '#test/support/webhook-fixture.js';

describe('a body of HTTP/2, which no header announces', () => {
  @Controller()
  class Routes {
    @Post('sms')
    @TwilioWebhook()
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
        accountSid: ACCOUNT_SID,
        webhook: { signingKeys: [TOKEN], baseUrl: BASE_URL },
      }),
    ],
    controllers: [Routes],
  })(AppModule);

  it('counts as a body, also of a type that no parser knows', async () => {
    const app = await NestFactory.create(AppModule, new FastifyAdapter({ http2: true } as object), {
      rawBody: true,
      logger: false,
    });
    app
      .getHttpAdapter()
      .getInstance()
      .addContentTypeParser(
        'text/plain',
        (_: unknown, body: NodeJS.ReadableStream, done: (error: null) => void) => {
          body.resume();
          body.on('end', () => done(null));
        },
      );
    await app.listen(0, '127.0.0.1');
    const client = connect(
      `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`,
    );
    const post = (headers: object, body: string) =>
      new Promise<number>((resolve, reject) => {
        const stream = client.request(
          { ':method': 'POST', ':path': '/sms', ...headers },
          { endStream: body === '' },
        );
        stream.on('response', ({ ':status': status }) => resolve(Number(status)));
        stream.on('error', reject);
        if (body !== '') stream.end(body);
        stream.resume();
      });
    const { 'x-twilio-signature': signature } = formRequest({}, { target: '/sms' }).headers;
    const headers = { 'x-twilio-signature': signature };
    expect(await post(headers, '')).toBe(201);
    expect(await post({ ...headers, 'content-type': 'text/plain' }, 'Body=forged')).toBe(403);
    client.close();
    await app.close();
  });
});
