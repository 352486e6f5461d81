import type { IncomingMessage } from 'node:http';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type OnGatewayConnection,
} from '@nestjs/websockets';
import { TwilioWebhookVerifier } from 'nestjs-twilio-auth';
import type { WebSocket } from 'ws';

interface StartMessage {
  readonly streamSid: string;
  readonly start: {
    readonly callSid: string;
    readonly customParameters: Readonly<Record<string, string>>;
  };
}

interface MediaMessage {
  readonly media: { readonly payload: string };
}

@WebSocketGateway({ path: '/media' })
export class MediaGateway implements OnGatewayConnection<WebSocket> {
  readonly #isFromTwilio = new WeakMap<WebSocket, Promise<boolean>>();

  constructor(private readonly verifier: TwilioWebhookVerifier) {}

  async handleConnection(client: WebSocket, upgrade: IncomingMessage): Promise<void> {
    const isFromTwilio = this.verifier.verifyUpgrade(upgrade).then(({ valid }) => valid);
    this.#isFromTwilio.set(client, isFromTwilio);
    if (!(await isFromTwilio)) client.close(1008);
  }

  @SubscribeMessage('start')
  async start(@ConnectedSocket() client: WebSocket, @MessageBody() message: StartMessage) {
    if (!(await this.#isFromTwilio.get(client))) return;
    // Asks Twilio to send a "mark" message back once everything before it was played.
    return { event: 'mark', streamSid: message.streamSid, mark: { name: 'greeting' } };
  }

  @SubscribeMessage('media')
  async media(@ConnectedSocket() client: WebSocket, @MessageBody() { media }: MediaMessage) {
    if (!(await this.#isFromTwilio.get(client))) return;
    const audio = Buffer.from(media.payload, 'base64'); // 8 kHz µ-law
    return this.transcribe(audio);
  }

  /** Your own code. What a handler returns is sent to Twilio as JSON; nothing for `undefined`. */
  protected transcribe(_audio: Buffer): void {}
}
