import type { ExecutionContext } from '@nestjs/common';
import { TwilioAuthError } from '../../core/errors/twilio-auth.error.js';
import type { AcceptedWebhook } from '../../core/webhook/verdict.js';
import { namedAccountOf, webhookOptionsOf } from '../handler-metadata.js';
import { verdictOf } from '../webhook/kept-verdict.js';

/**
 * The account that the handler works with: its name, or the SID that its `@TwilioWebhook()` says;
 * `undefined` for the default account.
 *
 * Where the webhook is of a tenant, or of an account that is known only with the request, it is
 * the account that this request was verified for. Never another account in its place: the guard
 * would allow the handler by the wrong credential.
 *
 * @throws TwilioAuthError `TWILIO_AUTH_WEBHOOK_MISCONFIGURED` if no webhook was verified yet.
 */
export function accountOfHandler(context: ExecutionContext): string | undefined {
  const [handler, controller] = [context.getHandler(), context.getClass()];
  const name = namedAccountOf(handler, controller);
  if (name !== undefined) return name;
  const account = webhookOptionsOf(handler, controller)?.account;
  if (account === undefined || typeof account === 'string') return account;
  const verdict = keptVerdict(context);
  if (verdict !== undefined) return verdict.account;
  throw new TwilioAuthError(
    'TWILIO_AUTH_WEBHOOK_MISCONFIGURED',
    `The account of ${controller.name}.${handler.name}() is known once its webhook is verified, and a guard asked for it before. Write @TwilioWebhook() below the other decorators of the handler, or on the controller, or name the account with @ForTwilioAccount().`,
    { reason: 'no-verdict' },
  );
}

function keptVerdict(context: ExecutionContext): AcceptedWebhook | undefined {
  const type: string = context.getType();
  return type === 'http' ? verdictOf(context.switchToHttp().getRequest<object>()) : undefined;
}
