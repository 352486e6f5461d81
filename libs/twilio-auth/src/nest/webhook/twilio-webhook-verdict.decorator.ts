import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { TwilioAuthError } from '../../core/errors/twilio-auth.error.js';
import type { AcceptedWebhook } from '../../core/webhook/verdict.js';

const VERDICT = Symbol.for('nestjs-twilio-auth:webhook-verdict');

/** Keeps the verdict with its request, where a log of the request does not show it. */
export function keepVerdict(request: object, verdict: AcceptedWebhook): void {
  Object.defineProperty(request, VERDICT, { value: verdict, configurable: true });
}

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
    const request = context.switchToHttp().getRequest<{ [VERDICT]?: AcceptedWebhook }>();
    const verdict = Object.hasOwn(request, VERDICT) ? request[VERDICT] : undefined;
    if (verdict !== undefined) return verdict;
    const handler = `${context.getClass().name}.${context.getHandler().name}()`;
    throw new TwilioAuthError(
      'TWILIO_AUTH_WEBHOOK_MISCONFIGURED',
      `${handler} asks for the verdict on a webhook, and has no @TwilioWebhook().`,
      { reason: 'no-verdict' },
    );
  },
);
