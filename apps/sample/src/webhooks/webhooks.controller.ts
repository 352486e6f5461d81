import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import {
  TwilioWebhook,
  TwimlInterceptor,
  type IncomingMessagePayload,
  type MessageStatusPayload,
} from 'nestjs-twilio-auth';
import twilio from 'twilio';
import { MessageLog } from '../messages/message-log.js';

/** The routes that Twilio calls. They run only for requests that Twilio signed. */
@Controller('webhooks')
@TwilioWebhook()
export class WebhooksController {
  constructor(private readonly log: MessageLog) {}

  /** An incoming message; the returned TwiML is the reply to its sender. */
  @Post('sms')
  @HttpCode(200)
  @UseInterceptors(TwimlInterceptor)
  reply(
    @Body() { MessageSid: sid, From: from, To: to, Body: body }: IncomingMessagePayload,
  ): object {
    this.log.add({ sid, direction: 'inbound', from, to, body });
    const answer = new twilio.twiml.MessagingResponse();
    answer.message(`You said: ${body}`);
    return answer;
  }

  /** The status of a message that we sent has changed. */
  @Post('status')
  @HttpCode(204)
  status(@Body() { MessageSid, MessageStatus }: MessageStatusPayload): void {
    this.log.report(MessageSid, MessageStatus);
  }
}
