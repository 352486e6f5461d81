import type { Clock } from '../primitives/clock.js';
import { shortened } from '../primitives/shortened.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { RejectedWebhook, WebhookRejectionReason } from '../webhook/verdict.js';
import { pathOf, requestTarget, type WebhookRequest } from '../webhook/request/webhook-request.js';
import type { LogLine } from './log-line.js';

/** Anybody can send a request that is rejected, so only so many are logged, for each reason. */
const LINES_PER_MINUTE = 10;
const MINUTE_MS = 60_000;
const LONGEST_PATH = 200;

/** How to fix rejections that are not the sender's fault. Logged once. */
const ADVICE: Partial<Record<WebhookRejectionReason, string>> = {
  'raw-body-missing':
    'The bytes of the body were not kept, so no signature can be checked. Create the application with { rawBody: true }, or let your own body parser keep the bytes in request.rawBody.',
  'keys-unavailable':
    'resolveWebhookKeys or resolveAccount failed, took longer than 2 seconds, or too many of their calls were running.',
  'unknown-key':
    'The account has no key for this signature: give it the Auth Token in webhook.signingKeys (TWILIO_WEBHOOK_SIGNING_KEYS), or the SharedKey of Twilio with its keyId (TWILIO_WEBHOOK_SHARED_KEYS).',
};

/** The lines of one reason within a minute. */
interface Minute {
  logged: number;
  leftOut: number;
}

/**
 * What is logged about rejected webhooks, without body, query or signature: the first ones of a
 * minute, and how many more there were.
 */
export class RejectionLines {
  readonly #clock: Clock;
  readonly #write: (line: LogLine) => void;
  readonly #minutes = new Map<WebhookRejectionReason, Minute>();
  readonly #advised = new Set<WebhookRejectionReason>();

  constructor(clock: Clock, write: (line: LogLine) => void) {
    this.#clock = clock;
    this.#write = write;
  }

  rejected(request: WebhookRequest, verdict: RejectedWebhook): void {
    const { reason } = verdict;
    const minute = this.#minutes.get(reason) ?? this.#startMinute(reason);
    if (minute.logged === LINES_PER_MINUTE) {
      minute.leftOut += 1;
      return;
    }
    minute.logged += 1;
    this.#write(rejectionLine(request, verdict));
    const message = ADVICE[reason];
    if (message === undefined || this.#advised.has(reason)) return;
    this.#advised.add(reason);
    this.#write({ level: 'error', message, params: { reason } });
  }

  #startMinute(reason: WebhookRejectionReason): Minute {
    const minute = { logged: 0, leftOut: 0 };
    this.#minutes.set(reason, minute);
    this.#clock.after(MINUTE_MS, () => {
      this.#minutes.delete(reason);
      if (minute.leftOut > 0) this.#write(summaryLine(reason, minute.leftOut));
    });
    return minute;
  }
}

function rejectionLine(
  request: WebhookRequest,
  { reason, account, explanation }: RejectedWebhook,
): LogLine {
  const params = withoutUndefined({
    method: printable(request.method ?? 'GET'),
    path: printable(pathOf(requestTarget(request))),
    account: account === undefined ? undefined : printable(account),
    reason,
  });
  const owner = params.account === undefined ? '' : ` for account "${params.account}"`;
  const line = `Rejected ${params.method} ${params.path}${owner}: ${reason}.`;
  const message = explanation === undefined ? line : `${line} ${explanation}`;
  return { level: 'warn', message, params };
}

function summaryLine(reason: WebhookRejectionReason, count: number): LogLine {
  const message = `Rejected ${count} more webhooks within a minute: ${reason}.`;
  return { level: 'warn', message, params: { reason, count } };
}

/** The sender chooses this text, which must not forge lines of the log. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return shortened(text, LONGEST_PATH).replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '?');
}
