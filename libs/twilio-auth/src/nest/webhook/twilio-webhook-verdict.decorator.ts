import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { TwilioAuthError } from '../../core/errors/twilio-auth.error.js';
import type { AcceptedWebhook } from '../../core/webhook/verdict.js';
import { verdictOf } from './kept-verdict.js';

/**
 * Injects what `@TwilioWebhook()` found out about a request: the account, and the key that signed
 * it.
 *
 * @example
 * import { Controller, Post } from '@nestjs/common';
 * import { TwilioWebhook, TwilioWebhookVerdict, type AcceptedWebhook } from 'nestjs-twilio-auth';
 *
 * @Controller('webhooks')
 * export class EventsController {
 *   @Post('events')
 *   @TwilioWebhook()
 *   received(@TwilioWebhookVerdict() { account }: AcceptedWebhook) {
 *     console.log(account);
 *   }
 * }
 */
export const TwilioWebhookVerdict: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context: ExecutionContext): AcceptedWebhook => {
    const verdict = verdictOf(context.switchToHttp().getRequest<object>());
    if (verdict !== undefined) return verdict;
    const handler = `${context.getClass().name}.${context.getHandler().name}()`;
    throw new TwilioAuthError(
      'TWILIO_AUTH_WEBHOOK_MISCONFIGURED',
      `${handler} asks for the verdict on a webhook, and has no @TwilioWebhook().`,
      { reason: 'no-verdict' },
    );
  },
);
