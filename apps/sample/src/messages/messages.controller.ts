import { Body, Controller, Get, Post } from '@nestjs/common';
import { TwilioClient } from 'nestjs-twilio-auth';
import { viewOf, type MessageView } from './message-view.js';
import { SendMessage } from './send-message.dto.js';
import { SenderNumber } from './sender-number.js';

const LATEST = 20;

/** Sends and lists messages with the injected client: the real client of the `twilio` SDK. */
@Controller('messages')
export class MessagesController {
  constructor(
    private readonly twilio: TwilioClient,
    private readonly sender: SenderNumber,
  ) {}

  @Post()
  async send(@Body() { to, body, from }: SendMessage): Promise<MessageView> {
    const message = await this.twilio.messages.create({
      to,
      body,
      from: from ?? (await this.sender.get()),
    });
    return viewOf(message);
  }

  @Get()
  async list(): Promise<MessageView[]> {
    const messages = await this.twilio.messages.list({ limit: LATEST });
    return messages.map(viewOf);
  }
}
