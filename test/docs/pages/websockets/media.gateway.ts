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
  /** The account of each connection; `undefined` where it is not from Twilio. */
  readonly #accounts = new WeakMap<WebSocket, Promise<string | undefined>>();

  constructor(private readonly verifier: TwilioWebhookVerifier) {}

  async handleConnection(client: WebSocket, upgrade: IncomingMessage): Promise<void> {
    const verdict = this.verifier.verifyUpgrade(upgrade);
    const account = verdict.then((found) => (found.valid ? found.account : undefined));
    this.#accounts.set(client, account);
    if ((await account) === undefined) client.close(1008);
  }

  @SubscribeMessage('start')
  async start(@ConnectedSocket() client: WebSocket, @MessageBody() message: StartMessage) {
    if ((await this.#accounts.get(client)) === undefined) return;
    // Asks Twilio to send a "mark" message back once everything before it was played.
    return { event: 'mark', streamSid: message.streamSid, mark: { name: 'greeting' } };
  }

  @SubscribeMessage('media')
  async media(@ConnectedSocket() client: WebSocket, @MessageBody() { media }: MediaMessage) {
    // Not the accountSid of the start message, which nobody signed.
    const account = await this.#accounts.get(client);
    if (account === undefined) return;
    const audio = Buffer.from(media.payload, 'base64'); // 8 kHz µ-law
    return this.transcribe(account, audio);
  }

  /** Your own code. What a handler returns is sent to Twilio as JSON; nothing for `undefined`. */
  protected transcribe(_account: string, _audio: Buffer): void {}
}
