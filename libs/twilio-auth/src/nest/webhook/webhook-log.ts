import { Logger } from '@nestjs/common';
import type { RejectedWebhook, WebhookRejectionReason } from '../../core/webhook/verdict.js';
import { pathOf, requestTarget, type WebhookRequest } from '../../core/webhook/webhook-request.js';
import { LOG_CONTEXT } from '../log-context.js';
import { writeLine } from '../write-line.js';

const LONGEST_PATH = 200;

/** What to do about rejections that are not the sender's fault. */
const ADVICE: Partial<Record<WebhookRejectionReason, string>> = {
  'raw-body-missing':
    'The bytes of the body were not kept, so no signature can be checked. Create the application with { rawBody: true }, or let your own body parser keep the bytes in request.rawBody.',
  'keys-unavailable': 'resolveWebhookKeys failed, or took longer than 2 seconds.',
  'no-signing-key': 'Give the account webhook.signingKeys (TWILIO_WEBHOOK_SIGNING_KEYS).',
};

/** Logs why requests were rejected. Never a body, a query or a signature. */
export class WebhookLog {
  readonly #logger = new Logger(LOG_CONTEXT);
  readonly #advised = new Set<WebhookRejectionReason>();

  rejected(request: WebhookRequest, { reason, account, explanation }: RejectedWebhook): void {
    const parts = {
      method: printable(request.method ?? 'GET'),
      path: printable(pathOf(requestTarget(request))),
      ...(account === undefined ? {} : { account: printable(account) }),
      reason,
    };
    const whose = parts.account === undefined ? '' : ` for account "${parts.account}"`;
    const line = `Rejected ${parts.method} ${parts.path}${whose}: ${reason}.`;
    const message = explanation === undefined ? line : `${line} ${explanation}`;
    writeLine(this.#logger, { level: 'warn', message, params: parts });
    const advice = ADVICE[reason];
    if (advice === undefined || this.#advised.has(reason)) return;
    this.#advised.add(reason);
    writeLine(this.#logger, { level: 'error', message: advice, params: { reason } });
  }
}

/** A sender chooses this text, so it must not be able to write lines of its own. */
function printable(text: string): string {
  const short = text.length > LONGEST_PATH ? `${text.slice(0, LONGEST_PATH)}…` : text;
  // oxlint-disable-next-line no-control-regex
  return short.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '?');
}
