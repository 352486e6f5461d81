import { Logger } from '@nestjs/common';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import type {
  RejectedWebhook,
  Verdict,
  WebhookRejectionReason,
} from '../../core/webhook/verdict.js';
import { pathOf, requestTarget, type WebhookRequest } from '../../core/webhook/webhook-request.js';
import type { VerifyOptions, WebhookVerifier } from '../../core/webhook/webhook-verifier.js';
import { LOG_CONTEXT, writeLine } from '../log.js';

/**
 * Verifies that a request was made by Twilio, in code that is not an HTTP handler of Nest, such
 * as middleware and WebSocket gateways. Handlers use `@TwilioWebhook()`.
 *
 * @example
 * import { Injectable } from '@nestjs/common';
 * import { TwilioWebhookVerifier } from 'nestjs-twilio-auth';
 * import type { IncomingMessage } from 'node:http';
 *
 * @Injectable()
 * export class MediaStreams {
 *   constructor(private readonly verifier: TwilioWebhookVerifier) {}
 *
 *   async isFromTwilio(upgrade: IncomingMessage) {
 *     const verdict = await this.verifier.verifyUpgrade(upgrade);
 *     return verdict.valid;
 *   }
 * }
 */
export class TwilioWebhookVerifier {
  readonly #verifier: WebhookVerifier;
  readonly #log = new WebhookLog();

  /** @internal */
  constructor(verifier: WebhookVerifier) {
    this.#verifier = verifier;
  }

  /**
   * Verifies an HTTP webhook. An Express or Fastify request fits as it is; the bytes of its
   * body must be in `rawBody`. A rejected request is a verdict, not an error.
   *
   * Rejects with `TWILIO_AUTH_DISABLED` while the module is switched off.
   */
  async verify(request: WebhookRequest, options?: VerifyOptions): Promise<Verdict> {
    return this.check(request, options);
  }

  /**
   * Verifies the upgrade request of a WebSocket: Media Streams and ConversationRelay sign it.
   * Close the socket with code 1008 when the verdict is not valid.
   */
  async verifyUpgrade(request: WebhookRequest, options?: VerifyOptions): Promise<Verdict> {
    return this.#logged(request, await this.#verifier.verifyUpgrade(request, options));
  }

  /** @internal Like {@link verify}, but synchronous where no keys have to be looked up. */
  check(request: WebhookRequest, options?: VerifyOptions): Verdict | Promise<Verdict> {
    const outcome = this.#verifier.verify(request, options);
    return outcome instanceof Promise
      ? outcome.then((verdict) => this.#logged(request, verdict))
      : this.#logged(request, outcome);
  }

  #logged(request: WebhookRequest, verdict: Verdict): Verdict {
    if (!verdict.valid) this.#log.rejected(request, verdict);
    return verdict;
  }
}

const LONGEST_PATH = 200;

/** How to fix rejections that are not the sender's fault. */
const ADVICE: Partial<Record<WebhookRejectionReason, string>> = {
  'raw-body-missing':
    'The bytes of the body were not kept, so no signature can be checked. Create the application with { rawBody: true }, or let your own body parser keep the bytes in request.rawBody.',
  'keys-unavailable': 'resolveWebhookKeys failed, or took longer than 2 seconds.',
  'no-signing-key': 'Give the account webhook.signingKeys (TWILIO_WEBHOOK_SIGNING_KEYS).',
};

/** Logs why requests were rejected, without body, query or signature. */
class WebhookLog {
  readonly #logger = new Logger(LOG_CONTEXT);
  readonly #advised = new Set<WebhookRejectionReason>();

  rejected(request: WebhookRequest, { reason, account, explanation }: RejectedWebhook): void {
    const params = withoutUndefined({
      method: printable(request.method ?? 'GET'),
      path: printable(pathOf(requestTarget(request))),
      account: account === undefined ? undefined : printable(account),
      reason,
    });
    const owner = params.account === undefined ? '' : ` for account "${params.account}"`;
    const line = `Rejected ${params.method} ${params.path}${owner}: ${reason}.`;
    const message = explanation === undefined ? line : `${line} ${explanation}`;
    writeLine(this.#logger, { level: 'warn', message, params });
    const advice = ADVICE[reason];
    if (advice === undefined || this.#advised.has(reason)) return;
    this.#advised.add(reason);
    writeLine(this.#logger, { level: 'error', message: advice, params: { reason } });
  }
}

/** The sender chooses this text, which must not forge lines of the log. */
function printable(text: string): string {
  const short = text.length > LONGEST_PATH ? `${text.slice(0, LONGEST_PATH)}…` : text;
  // oxlint-disable-next-line no-control-regex
  return short.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '?');
}
