import { Controller, Post, ServiceUnavailableException } from '@nestjs/common';

/** What to do where no key can verify a webhook. */
export const WEBHOOKS_OFF =
  'off: set TWILIO_WEBHOOK_SIGNING_KEYS to the Auth Token of your account';

/** Answers the webhook routes where no key can verify a request. */
@Controller('webhooks')
export class WebhooksOffController {
  @Post(['sms', 'status'])
  refuse(): never {
    throw new ServiceUnavailableException(`Webhooks are ${WEBHOOKS_OFF}.`);
  }
}
