import { SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import { own } from '../core/primitives/own.js';
import { isSid } from '../core/primitives/sid.js';
import type { VerifyOptions } from '../core/webhook/verify-options.js';

const ACCOUNT = 'nestjs-twilio-auth:account';
const WEBHOOK = 'nestjs-twilio-auth:webhook';
const REQUIRED_METHODS = 'nestjs-twilio-auth:required-methods';

/** Options of `@TwilioWebhook()`. */
export type TwilioWebhookOptions = VerifyOptions;

/**
 * Names the account that a handler, or every handler of a controller, works with. The guards
 * check that account. Without it they check the account of `@TwilioWebhook()`, or else the
 * default account.
 *
 * @example
 * import { Controller, Post, UseGuards } from '@nestjs/common';
 * import { ForTwilioAccount, TwilioProductionGuard } from 'nestjs-twilio-auth';
 *
 * @Controller('invoices')
 * @ForTwilioAccount('billing')
 * @UseGuards(TwilioProductionGuard)
 * export class InvoicesController {
 *   @Post('reminders')
 *   remind() {}
 * }
 */
export const ForTwilioAccount = (name: string): CustomDecorator => SetMetadata(ACCOUNT, name);

/** The part of `@TwilioWebhook()` that keeps its options. */
export const setWebhookOptions = (options: TwilioWebhookOptions): CustomDecorator =>
  SetMetadata(WEBHOOK, own(options));

/** The part of `@RequireTwilioAuth()` that keeps its methods. */
export const setRequiredMethods = (methods: readonly string[]): CustomDecorator =>
  SetMetadata(REQUIRED_METHODS, methods);

/** The name of the account that the handler works with; `undefined` for the default account. */
export function accountOfHandler(context: ExecutionContext): string | undefined {
  const [handler, controller] = [context.getHandler(), context.getClass()];
  const account = webhookOptionsOf(handler, controller)?.account;
  return (
    metadataOf<string>(ACCOUNT, handler, controller) ??
    // A tenant, or an account that is known only with the request, is no configured one.
    (typeof account === 'string' && !isSid('account', account) ? account : undefined)
  );
}

/** The options of `@TwilioWebhook()`, or `undefined` on a handler without it. */
export function webhookOptionsOf(
  handler: object,
  controller: object,
): TwilioWebhookOptions | undefined {
  return metadataOf(WEBHOOK, handler, controller);
}

/** The methods of `@RequireTwilioAuth()`, or `undefined` on a handler without it. */
export function requiredMethodsOf(context: ExecutionContext): readonly string[] | undefined {
  return metadataOf(REQUIRED_METHODS, context.getHandler(), context.getClass());
}

/** What a decorator has set on the handler, or else on its controller. */
function metadataOf<T>(key: string, handler: object, controller: object): T | undefined {
  const found: unknown = Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
  return found as T | undefined;
}
