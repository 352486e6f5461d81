import { Logger } from '@nestjs/common';
import { RejectionLines } from '../../core/log/rejection-lines.js';
import type { Clock } from '../../core/primitives/clock.js';
import { own } from '../../core/primitives/own.js';
import type { Verdict } from '../../core/webhook/verdict.js';
import type { WebhookRequest } from '../../core/webhook/request/webhook-request.js';
import type { VerifyOptions } from '../../core/webhook/verify-options.js';
import type { WebhookVerifier } from '../../core/webhook/webhook-verifier.js';
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
  readonly #lines: RejectionLines;

  /** @internal */
  constructor(verifier: WebhookVerifier, clock: Clock) {
    this.#verifier = verifier;
    const logger = new Logger(LOG_CONTEXT);
    this.#lines = new RejectionLines(clock, (line) => writeLine(logger, line));
  }

  /**
   * Verifies an HTTP webhook. An Express or Fastify request fits as it is; the bytes of its
   * body must be in `rawBody`. A rejected request is a verdict, not an error.
   *
   * Rejects with `TWILIO_AUTH_DISABLED` while the module is switched off.
   */
  async verify(request: WebhookRequest, options?: VerifyOptions): Promise<Verdict> {
    return this.check(request, options && own(options));
  }

  /**
   * Verifies the upgrade request of a WebSocket: Media Streams and ConversationRelay sign it.
   * Close the socket with code 1008 when the verdict is not valid.
   */
  async verifyUpgrade(request: WebhookRequest, options?: VerifyOptions): Promise<Verdict> {
    return this.#logged(
      request,
      await this.#verifier.verifyUpgrade(request, options && own(options)),
    );
  }

  /** @internal Like {@link verify}, but synchronous where no keys have to be looked up. */
  check(request: WebhookRequest, options?: VerifyOptions): Verdict | Promise<Verdict> {
    const outcome = this.#verifier.verify(request, options);
    return outcome instanceof Promise
      ? outcome.then((verdict) => this.#logged(request, verdict))
      : this.#logged(request, outcome);
  }

  #logged(request: WebhookRequest, verdict: Verdict): Verdict {
    if (!verdict.valid) this.#lines.rejected(request, verdict);
    return verdict;
  }
}
