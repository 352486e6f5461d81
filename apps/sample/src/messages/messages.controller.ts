import { Body, Controller, Get, Post } from '@nestjs/common';
import { TwilioAuth, TwilioClient } from 'nestjs-twilio-auth';
import { MessageLog } from './message-log.js';
import { viewOf, type MessageView } from './message-view.js';
import { SendMessage } from './send-message.dto.js';
import { SenderNumber } from './sender-number.js';

const LATEST = 20;

/** Sends and lists messages with the injected client: the real client of the `twilio` SDK. */
@Controller('messages')
export class MessagesController {
  constructor(
    private readonly twilio: TwilioClient,
    private readonly auth: TwilioAuth,
    private readonly sender: SenderNumber,
    private readonly log: MessageLog,
  ) {}

  @Post()
  async send(@Body() { to, body, from: sender }: SendMessage): Promise<MessageView> {
    const message = await this.twilio.messages.create({
      to,
      body,
      from: sender ?? (await this.sender.get()),
      ...this.statusCallback(),
    });
    const { sid, from } = message;
    this.log.add({ sid, direction: 'outbound', to, from, body });
    return viewOf(message, this.log.callbacksOf(sid));
  }

  @Get()
  async list(): Promise<MessageView[]> {
    const messages = await this.twilio.messages.list({ limit: LATEST });
    return messages.map((message) => viewOf(message, this.log.callbacksOf(message.sid)));
  }

  /**
   * Status callbacks need an address that Twilio can reach, TWILIO_WEBHOOK_BASE_URL, and a key to
   * verify them.
   */
  private statusCallback(): { statusCallback?: string } {
    const { baseUrl, keys } = this.auth.describe().webhook;
    if (baseUrl === undefined || keys.length === 0) return {};
    return { statusCallback: `${baseUrl.replace(/\/$/, '')}/webhooks/status` };
  }
}
