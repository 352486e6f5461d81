import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { TwilioWebhook, TwimlInterceptor, type IncomingCallPayload } from 'nestjs-twilio-auth';
import twilio from 'twilio';

@Controller('voice')
export class VoiceController {
  @Get()
  @TwilioWebhook()
  @UseInterceptors(TwimlInterceptor)
  answer(@Query() { From }: IncomingCallPayload) {
    const response = new twilio.twiml.VoiceResponse();
    response.say(`Hello ${From}`);
    return response;
  }
}
