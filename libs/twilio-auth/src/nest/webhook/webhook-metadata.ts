import type { VerifyOptions } from '../../core/webhook/webhook-verifier.js';
import { metadataOf } from '../metadata-of.js';

/** Options of `@TwilioWebhook()`. */
export type TwilioWebhookOptions = VerifyOptions;

/** Where the options of a handler or controller are kept. */
export const TWILIO_WEBHOOK_METADATA = 'nestjs-twilio-auth:webhook';

/** The options of a handler, else those of its controller, else `undefined`: no webhook. */
export function webhookOptionsOf(
  handler: object,
  controller: object,
): TwilioWebhookOptions | undefined {
  return metadataOf<TwilioWebhookOptions>(TWILIO_WEBHOOK_METADATA, handler, controller);
}
