import type { AddressInfo } from 'node:net';
import { Controller, Logger, UseFilters, UseGuards } from '@nestjs/common';
import { ExternalContextCreator } from '@nestjs/core';
import { ClientProxyFactory, MessagePattern, Transport } from '@nestjs/microservices';
import { WsAdapter } from '@nestjs/platform-ws';
import { Test } from '@nestjs/testing';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import {
  TwilioAuthModule,
  TwilioClient,
  TwilioExceptionFilter,
  TwilioProductionGuard,
  TwilioWebhook,
} from 'nestjs-twilio-auth';
import { firstValueFrom } from 'rxjs';
import { WebSocket } from 'ws';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

@Controller()
@UseFilters(TwilioExceptionFilter)
class Handlers {
  constructor(private readonly twilio: TwilioClient) {}

  @MessagePattern('send')
  send() {
    return this.twilio.messages.create({ to: '+15551234567', from: '+15557654321', body: 'hi' });
  }

  @MessagePattern('guarded')
  @UseGuards(TwilioProductionGuard)
  guarded(): string {
    return 'reached';
  }

  @MessagePattern('webhook')
  @TwilioWebhook()
  webhook(): string {
    return 'reached';
  }
}

@Controller()
class UnfilteredHandlers {
  constructor(private readonly twilio: TwilioClient) {}

  @MessagePattern('unfiltered')
  unfiltered() {
    return this.twilio.messages.list({ limit: 1 });
  }
}

const HANDLERS = ['send', 'guarded', 'webhook'] as const;

/** Starts, and refuses every call: the Auth Token is for development. */
const module = TwilioAuthModule.forRoot({
  environment: 'production',
  accountSid: `AC${'0'.repeat(32)}`,
  auth: { method: 'auth-token', authToken: 'any' },
  policy: { enforceAt: 'request' },
});

let lines: string[];
beforeEach(() => {
  lines = [];
  for (const level of ['error', 'warn', 'log'] as const) {
    vi.spyOn(Logger.prototype, level).mockImplementation((text: unknown) => {
      lines.push(String(text));
    });
  }
  onTestFinished(() => void vi.restoreAllMocks());
});

/** What a caller gets that may not learn why. */
const REFUSED = {
  statusCode: 503,
  errorCode: 'TWILIO_AUTH_POLICY_VIOLATION',
  message: 'Twilio cannot be used at the moment.',
};

describe('handlers of a microservice', () => {
  it('fail with the fields of the HTTP answer, and the log says why', async () => {
    const compiled = await Test.createTestingModule({
      imports: [module],
      controllers: [Handlers, UnfilteredHandlers],
    }).compile();
    const options = { host: '127.0.0.1', port: 0 };
    const transport = Transport.TCP;
    const app = compiled.createNestMicroservice({ transport, options, logger: false });
    await app.listen();
    const { port } = app.unwrap<{ address(): { port: number } }>().address();
    const client = ClientProxyFactory.create({ transport, options: { ...options, port } });
    onTestFinished(async () => {
      await client.close();
      await app.close();
    });

    for (const pattern of ['send', 'guarded']) {
      await expect(firstValueFrom(client.send(pattern, {}))).rejects.toEqual({
        status: 'error',
        ...REFUSED,
      });
    }
    await expect(firstValueFrom(client.send('webhook', {}))).rejects.toMatchObject({
      statusCode: 503,
      errorCode: 'TWILIO_AUTH_WEBHOOK_MISCONFIGURED',
    });
    await expect(firstValueFrom(client.send('unfiltered', {}))).rejects.toEqual({
      status: 'error',
      message: 'Internal server error',
    });
    expect(lines.join('\n')).toContain('503 TWILIO_AUTH_POLICY_VIOLATION');
  });
});

describe('gateways', () => {
  it('send the fields of the HTTP answer as the event exception, and the log says why', async () => {
    @WebSocketGateway({ path: '/calls' })
    class Gateway {
      constructor(private readonly twilio: TwilioClient) {}

      @SubscribeMessage('send')
      @UseFilters(TwilioExceptionFilter)
      send() {
        return this.twilio.messages.list({ limit: 1 });
      }

      @SubscribeMessage('guarded')
      @UseFilters(TwilioExceptionFilter)
      @UseGuards(TwilioProductionGuard)
      guarded() {
        return { event: 'reached' };
      }
    }
    const compiled = await Test.createTestingModule({
      imports: [module],
      providers: [Gateway],
    }).compile();
    const app = compiled.createNestApplication({ logger: false });
    app.useWebSocketAdapter(new WsAdapter(app));
    await app.listen(0, '127.0.0.1');
    onTestFinished(() => app.close());
    const { port } = app.getHttpServer().address() as AddressInfo;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/calls`);
    const answers: string[] = [];
    socket.on('message', (data: Buffer) => answers.push(data.toString()));
    socket.on('open', () => socket.send('{"event":"send"}'));

    const event = JSON.stringify({ event: 'exception', data: { status: 'error', ...REFUSED } });
    await expect.poll(() => answers).toEqual([event]);
    socket.send('{"event":"guarded"}');
    await expect.poll(() => answers).toEqual([event, event]);
    expect(lines.join('\n')).toContain('503 TWILIO_AUTH_POLICY_VIOLATION');
    socket.close();
  });
});

describe('resolvers of GraphQL', () => {
  it('reject with the fields of the HTTP answer in the extensions of the error', async () => {
    const compiled = await Test.createTestingModule({
      imports: [module],
      providers: [Handlers],
    }).compile();
    onTestFinished(() => compiled.close());
    const app = compiled.createNestApplication({ logger: false });
    await app.init();
    const creator = app.get(ExternalContextCreator);
    const handlers = app.get(Handlers);
    const resolvers = HANDLERS.map((name) => {
      const all = { guards: true, filters: true, interceptors: true };
      const [none, context] = [undefined, 'graphql'];
      return creator.create(handlers, handlers[name], name, none, none, none, none, all, context);
    });

    const [send, guarded, webhook] = resolvers.map((resolve) => resolve());
    const { errorCode: code, statusCode, message } = REFUSED;
    await expect(send).rejects.toMatchObject({ message, extensions: { code, statusCode } });
    await expect(send).rejects.not.toHaveProperty('code');
    await expect(guarded).rejects.toMatchObject({
      status: 503,
      response: { errorCode: 'TWILIO_AUTH_POLICY_VIOLATION' },
    });
    await expect(webhook).rejects.toMatchObject({
      response: { errorCode: 'TWILIO_AUTH_WEBHOOK_MISCONFIGURED' },
    });
  });
});
