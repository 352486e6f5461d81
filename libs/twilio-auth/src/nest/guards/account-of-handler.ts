import { SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import { webhookOptionsOf } from '../webhook/webhook-metadata.js';
import { metadataOf } from '../metadata-of.js';

const METADATA = 'nestjs-twilio-auth:account';

/**
 * Names the account that a handler, or every handler of a controller, works with. The guards
 * look at that account; without it at the one of `@TwilioWebhook()`, else at the default one.
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
export const ForTwilioAccount = (name: string): CustomDecorator => SetMetadata(METADATA, name);

/** The name of the account that the handler works with; `undefined` for the default one. */
export function accountOfHandler(context: ExecutionContext): string | undefined {
  const places = [context.getHandler(), context.getClass()] as const;
  return metadataOf<string>(METADATA, ...places) ?? webhookOptionsOf(...places)?.account;
}
