import { applyDecorators, UseGuards } from '@nestjs/common';
import { isHttpBaseUrl } from '../../core/config/base-url.js';
import { TwilioAuthConfigError } from '../../core/errors/config.error.js';
import { setWebhookOptions, type TwilioWebhookOptions } from '../handler-metadata.js';
import { TwilioWebhookGuard } from './twilio-webhook.guard.js';

/**
 * Lets only Twilio call a handler, or every handler of a controller: the request must carry a
 * valid signature. The decorator binds the guard itself, so a decorated route is never open.
 *
 * The application needs `rawBody: true`. A rejected request gets 403, or 503 while keys
 * cannot be looked up, with `TWILIO_AUTH_WEBHOOK_REJECTED`; only log and events have the reason.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID` for an invalid `baseUrl`, when the
 * class is defined.
 *
 * @example
 * import { Body, Controller, HttpCode, Post } from '@nestjs/common';
 * import { TwilioWebhook, type IncomingMessagePayload } from 'nestjs-twilio-auth';
 *
 * @Controller('webhooks')
 * export class SmsController {
 *   @Post('sms')
 *   @HttpCode(204)
 *   @TwilioWebhook()
 *   received(@Body() message: IncomingMessagePayload) {
 *     console.log(message.From, message.Body);
 *   }
 * }
 */
export function TwilioWebhook(
  options: TwilioWebhookOptions = {},
): ClassDecorator & MethodDecorator {
  if (options.baseUrl !== undefined) checkBaseUrl(options.baseUrl);
  return applyDecorators(setWebhookOptions(options), UseGuards(TwilioWebhookGuard));
}

function checkBaseUrl(baseUrl: string): void {
  if (isHttpBaseUrl(baseUrl)) return;
  throw new TwilioAuthConfigError([
    {
      path: '@TwilioWebhook({ baseUrl })',
      expected: 'expected the public origin, and path prefix if any, without query or fragment',
      remedy: 'Write it as Twilio calls it, such as https://api.example.com.',
    },
  ]);
}
