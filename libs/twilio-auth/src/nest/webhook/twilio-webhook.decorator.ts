import { applyDecorators, UseGuards } from '@nestjs/common';
import { isHttpBaseUrl } from '../../core/config/base-url.js';
import { TwilioAuthConfigError } from '../../core/errors/config.error.js';
import { own } from '../../core/primitives/own.js';
import { isPublicUrl } from '../../core/webhook/request/signed-place.js';
import { setWebhookOptions, type TwilioWebhookOptions } from '../handler-metadata.js';
import { TwilioWebhookGuard } from './twilio-webhook.guard.js';

/**
 * Lets only Twilio call a handler, or every handler of a controller: the request must carry a
 * valid signature. The decorator binds the guard itself, so a decorated route is never open.
 *
 * The application needs `rawBody: true`. A rejected request gets 403, or 503 while keys
 * cannot be looked up, with `TWILIO_AUTH_WEBHOOK_REJECTED`; only log and events have the reason.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID` for an invalid `baseUrl` or `url`,
 * when the class is defined.
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
  const { baseUrl, url } = own(options);
  if (baseUrl !== undefined && !isHttpBaseUrl(baseUrl)) throw invalid('baseUrl', BASE_URL);
  if (url !== undefined && !isPublicUrl(url)) throw invalid('url', URL_AT_TWILIO);
  return applyDecorators(setWebhookOptions(options), UseGuards(TwilioWebhookGuard));
}

const BASE_URL = {
  expected: 'expected the public origin, and path prefix if any, without query or fragment',
  remedy: 'Write it as Twilio calls it, such as https://api.example.com.',
};
const URL_AT_TWILIO = {
  expected: 'expected the public URL of this route',
  remedy: 'Copy it from Twilio, such as https://api.example.com/webhooks/sms.',
};

function invalid(
  option: 'baseUrl' | 'url',
  problem: { readonly expected: string; readonly remedy: string },
): TwilioAuthConfigError {
  return new TwilioAuthConfigError([{ path: `@TwilioWebhook({ ${option} })`, ...problem }]);
}
