import { SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import { own } from '../core/primitives/own.js';
import type { VerifyOptions } from '../core/webhook/verify-options.js';

const ACCOUNT = 'nestjs-twilio-auth:account';
const WEBHOOK = 'nestjs-twilio-auth:webhook';
const REQUIRED_METHODS = 'nestjs-twilio-auth:required-methods';

/** Options of `@TwilioWebhook()`. */
export type TwilioWebhookOptions = VerifyOptions;

/**
 * Names the account that a handler, or every handler of a controller, works with. The guards
 * check that account. Without it they check the account that `@TwilioWebhook({ account })` says, or
 * else the default account.
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

/** The account that `@ForTwilioAccount()` names, or `undefined` on a handler without it. */
export function namedAccountOf(handler: object, controller: object): string | undefined {
  return metadataOf(ACCOUNT, handler, controller);
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
