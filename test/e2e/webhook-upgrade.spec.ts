import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Module, UseGuards, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WsAdapter } from '@nestjs/platform-ws';
import { SubscribeMessage, WebSocketGateway, type OnGatewayConnection } from '@nestjs/websockets';
import { TwilioAuthModule, TwilioWebhookGuard, TwilioWebhookVerifier } from 'nestjs-twilio-auth';
import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ADAPTERS, LogLines } from '#test/support/webhook-app.js';
import { ACCOUNT_SID, webhookAccount, TOKEN, verifierOf } from '#test/support/webhook-fixture.js';

/** 1008: policy violation, as Twilio's own servers close a stream that fails verification. */
const POLICY_VIOLATION = 1008;

@WebSocketGateway({ path: '/media' })
class MediaGateway implements OnGatewayConnection<WebSocket> {
  constructor(private readonly verifier: TwilioWebhookVerifier) {}

  async handleConnection(client: WebSocket, upgrade: IncomingMessage): Promise<void> {
    const { valid } = await this.verifier.verifyUpgrade(upgrade);
    if (!valid) return client.close(POLICY_VIOLATION);
    client.send(JSON.stringify({ event: 'ready' }));
  }

  @SubscribeMessage('guarded')
  @UseGuards(TwilioWebhookGuard)
  guarded(): { event: string } {
    return { event: 'reached' };
  }
}

@Module({
  imports: [
    TwilioAuthModule.forRoot({
      environment: 'development',
      accountSid: ACCOUNT_SID,
      auth: { method: 'auth-token', authToken: TOKEN },
      webhook: { baseUrl: 'https://media.example.com/' },
    }),
  ],
  providers: [MediaGateway],
})
class AppModule {}

describe.each(['express', 'fastify'] as const)('the upgrade of a WebSocket on %s', (adapter) => {
  let app: INestApplication;
  const log = new LogLines();

  beforeAll(async () => {
    app = await NestFactory.create(AppModule, ADAPTERS[adapter](), { logger: log });
    app.useWebSocketAdapter(new WsAdapter(app));
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  /** The first message, or the code with which the server closed. */
  function open(path: string, headers: Record<string, string>): Promise<unknown> {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    return new Promise((resolve, reject) => {
      socket.once('message', (data) => {
        socket.close();
        resolve(JSON.parse((data as Buffer).toString('utf8')));
      });
      socket.once('close', (code) => resolve(code));
      socket.once('error', reject);
    });
  }

  const signed = (url: string, params = {}, token = TOKEN) => ({
    'x-twilio-signature': twilio.getExpectedTwilioSignature(token, url, params),
  });

  it.each<[string, string, Record<string, string>]>([
    ['the wss URL', '/media', signed('wss://media.example.com/media')],
    ['its port', '/media', signed('wss://media.example.com:443/media')],
    ['a trailing slash', '/media', signed('wss://media.example.com/media/')],
    ['its query', '/media?a=1', signed('wss://media.example.com/media?a=1')],
    ['its query as parameters', '/media?a=1', signed('wss://media.example.com/media', { a: '1' })],
  ])('is accepted when Twilio signed %s', async (_, path, headers) => {
    expect(await open(path, headers)).toEqual({ event: 'ready' });
  });

  it.each<[string, string, Record<string, string>]>([
    ['no signature', '/media', {}],
    ['the https URL', '/media', signed('https://media.example.com/media')],
    ['another host', '/media', signed('wss://evil.example/media')],
    ['another path', '/media', signed('wss://media.example.com/other')],
    ['another query', '/media?a=2', signed('wss://media.example.com/media?a=1')],
    ['another key', '/media', signed('wss://media.example.com/media', {}, 'another')],
    [
      'another account',
      `/media?AccountSid=AC${'9'.repeat(32)}`,
      signed(`wss://media.example.com/media?AccountSid=AC${'9'.repeat(32)}`),
    ],
  ])('is closed with 1008 when it has %s', async (_, path, headers) => {
    expect(await open(path, headers)).toBe(POLICY_VIOLATION);
    expect(log.lines.some((line) => line.startsWith('Rejected GET /media'))).toBe(true);
  });

  it('is verified by verifyUpgrade() only: the webhook guard rejects every message', async () => {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const headers = signed('wss://media.example.com/media');
    const socket = new WebSocket(`ws://127.0.0.1:${port}/media`, { headers });
    const messages: unknown[] = [];
    await new Promise((resolve) => {
      socket.on('message', (data) => {
        messages.push(JSON.parse((data as Buffer).toString('utf8')));
        if (messages.length === 1) socket.send(JSON.stringify({ event: 'guarded' }));
        else resolve(undefined);
      });
    });
    socket.close();
    expect(messages[1]).toMatchObject({ event: 'exception' });
  });
});

describe('without a base URL', () => {
  it('an upgrade is verified for wss and its Host header', () => {
    const { verifier } = verifierOf([webhookAccount({ baseUrl: null })]);
    const signature = twilio.getExpectedTwilioSignature(TOKEN, 'wss://media.example.com/media', {});
    const upgrade = (host: string) => ({
      method: 'GET',
      url: '/media',
      headers: { host, 'x-twilio-signature': signature },
    });
    expect(verifier.verifyUpgrade(upgrade('media.example.com'))).toMatchObject({ valid: true });
    expect(verifier.verifyUpgrade(upgrade('other.example'))).toMatchObject({ valid: false });
    expect(verifier.verifyUpgrade(upgrade('media.example.com/media?x='))).toMatchObject({
      valid: false,
    });
  });
});
