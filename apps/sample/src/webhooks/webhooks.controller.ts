import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import {
  TwilioWebhook,
  TwimlInterceptor,
  type IncomingMessagePayload,
  type MessageStatusPayload,
} from 'nestjs-twilio-auth';
import twilio from 'twilio';
import { StatusLog } from './status-log.js';

/** What Twilio calls. Nothing in here runs for a request that Twilio did not sign. */
@Controller('webhooks')
@TwilioWebhook()
export class WebhooksController {
  constructor(private readonly statuses: StatusLog) {}

  /** A message came in: the returned TwiML is the answer that its sender reads. */
  @Post('sms')
  @HttpCode(200)
  @UseInterceptors(TwimlInterceptor)
  reply(@Body() { Body: text }: IncomingMessagePayload): object {
    const answer = new twilio.twiml.MessagingResponse();
    answer.message(`You said: ${text}`);
    return answer;
  }

  /** The status of a message that we sent has changed. */
  @Post('status')
  @HttpCode(204)
  status(@Body() { MessageSid, MessageStatus }: MessageStatusPayload): void {
    this.statuses.record(MessageSid, MessageStatus);
  }
}
