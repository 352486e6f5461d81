import type { Verdict } from '../../core/webhook/verdict.js';
import type { WebhookRequest } from '../../core/webhook/webhook-request.js';
import type { VerifyOptions, WebhookVerifier } from '../../core/webhook/webhook-verifier.js';
import { WebhookLog } from './webhook-log.js';

/**
 * Verifies that a request was made by Twilio: for code that is no HTTP handler of Nest, such as
 * middleware and WebSocket gateways. Handlers use `@TwilioWebhook()`.
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
 *   async isGenuine(upgrade: IncomingMessage) {
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

  /** @internal Like {@link verify}, without waiting where nothing has to be looked up. */
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
