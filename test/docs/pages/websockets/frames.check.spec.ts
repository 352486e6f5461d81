import type { AddressInfo } from 'node:net';
import { Module, type INestApplication } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { Test } from '@nestjs/testing';
import { TwilioAuthModule } from 'nestjs-twilio-auth';
import twilio from 'twilio';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { ACCOUNT_SID, TOKEN } from '#test/support/webhook-fixture.js';
import { MediaGateway } from './media.gateway.js';
import { twilioWsAdapter } from './twilio-ws.adapter.js';

const heard: string[] = [];

class ListeningGateway extends MediaGateway {
  protected override transcribe(account: string, audio: Buffer): void {
    heard.push(`${account}: ${audio.toString()}`);
  }
}

@Module({
  imports: [
    TwilioAuthModule.forRoot({
      environment: 'test',
      accountSid: ACCOUNT_SID,
      auth: { method: 'auth-token', authToken: TOKEN },
      webhook: { baseUrl: 'https://media.example.com' },
    }),
  ],
  providers: [{ provide: MediaGateway, useClass: ListeningGateway }],
})
class AppModule {}

/** The messages of a Media Stream, with the fields that Twilio documents. */
const FRAMES = [
  { event: 'connected', protocol: 'Call', version: '1.0.0' },
  {
    event: 'start',
    sequenceNumber: '1',
    streamSid: 'MZ1',
    start: {
      accountSid: ACCOUNT_SID,
      streamSid: 'MZ1',
      callSid: 'CA1',
      tracks: ['inbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      customParameters: { FirstName: 'Jane' },
    },
  },
  {
    event: 'media',
    sequenceNumber: '2',
    streamSid: 'MZ1',
    media: {
      track: 'inbound',
      chunk: '1',
      timestamp: '5',
      payload: Buffer.from('hello').toString('base64'),
    },
  },
];

async function start(adapterOf: (app: INestApplication) => WsAdapter): Promise<string> {
  heard.length = 0;
  const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
  const app = module.createNestApplication({ logger: false });
  app.useWebSocketAdapter(adapterOf(app));
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  return `ws://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/media`;
}

/** Sends all frames as soon as the connection is open, as Twilio does. */
function stream(url: string, key: string): { socket: WebSocket; answers: unknown[] } {
  const signature = twilio.getExpectedTwilioSignature(key, 'wss://media.example.com/media', {});
  const socket = new WebSocket(url, { headers: { 'x-twilio-signature': signature } });
  const answers: unknown[] = [];
  socket.on('message', (data: Buffer) => answers.push(JSON.parse(data.toString())));
  socket.on('open', () => {
    socket.send('this is not JSON');
    for (const frame of FRAMES) socket.send(JSON.stringify(frame));
  });
  return { socket, answers };
}

const closed = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.once('close', resolve));

describe('the gateway of the page about WebSockets', () => {
  it('gets the messages of a Media Stream whole, and answers', async () => {
    const { socket, answers } = stream(await start(twilioWsAdapter), TOKEN);
    await expect
      .poll(() => answers)
      .toEqual([{ event: 'mark', streamSid: 'MZ1', mark: { name: 'greeting' } }]);
    await expect.poll(() => heard).toEqual(['default: hello']);
    socket.close();
  });

  it('closes a stream that Twilio did not sign, and handles none of its messages', async () => {
    const { socket, answers } = stream(await start(twilioWsAdapter), 'another key');
    expect(await closed(socket)).toBe(1008);
    expect([answers, heard]).toEqual([[], []]);
  });

  it('would get nothing with the parser of the adapter: Twilio sends no "data"', async () => {
    const { socket, answers } = stream(await start((app) => new WsAdapter(app)), TOKEN);
    await expect.poll(() => answers.length).toBeGreaterThan(0);
    expect(answers[0]).toMatchObject({ event: 'exception' });
    expect(heard).toEqual([]);
    socket.close();
  });
});
