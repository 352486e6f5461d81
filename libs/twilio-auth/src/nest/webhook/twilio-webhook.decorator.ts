import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { TwilioAuthConfigError } from '../../core/errors/config.error.js';
import { parseBaseUrl } from '../../core/webhook/base-url.js';
import { TwilioWebhookGuard } from './twilio-webhook.guard.js';
import { TWILIO_WEBHOOK_METADATA, type TwilioWebhookOptions } from './webhook-metadata.js';

/**
 * Lets only Twilio call a handler, or every handler of a controller: the request must carry a
 * valid signature. The decorator binds the guard itself, so a decorated route is never open.
 *
 * The application needs `rawBody: true`. A rejected request gets 403, or 503 while keys cannot
 * be had, with `TWILIO_AUTH_WEBHOOK_REJECTED`; the reason is in the log and the events only.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID` for a `baseUrl` that is none, when
 * the class is defined.
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
  return applyDecorators(
    SetMetadata(TWILIO_WEBHOOK_METADATA, options),
    UseGuards(TwilioWebhookGuard),
  );
}

function checkBaseUrl(baseUrl: string): void {
  const scheme = parseBaseUrl(baseUrl)?.scheme;
  if (scheme === 'https' || scheme === 'http') return;
  throw new TwilioAuthConfigError([
    {
      path: '@TwilioWebhook({ baseUrl })',
      expected: 'expected the public origin, and path prefix if any, without query or fragment',
      remedy: 'Write it as Twilio calls it, such as https://api.example.com.',
    },
  ]);
}
