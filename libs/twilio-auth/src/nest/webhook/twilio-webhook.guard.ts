import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { isTwilioAuthError } from '../../core/errors/twilio-auth.error.js';
import type { Verdict } from '../../core/webhook/verdict.js';
import type { WebhookRequest } from '../../core/webhook/webhook-request.js';
import { TwilioWebhookVerifier } from './twilio-webhook-verifier.js';
import { webhookOptionsOf } from './webhook-metadata.js';
import {
  webhookFailed,
  webhookMisplaced,
  webhookRejected,
  WebhookRejectedException,
} from './webhook-rejected.exception.js';

/** Lets a request in only if Twilio signed it. Bound by `@TwilioWebhook()`. */
@Injectable()
export class TwilioWebhookGuard implements CanActivate {
  readonly #verifier: TwilioWebhookVerifier;

  constructor(@Inject(TwilioWebhookVerifier) verifier: TwilioWebhookVerifier) {
    this.#verifier = verifier;
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const type: string = context.getType();
    if (type !== 'http') throw webhookMisplaced(type);
    const request = context.switchToHttp().getRequest<WebhookRequest>();
    const options = webhookOptionsOf(context.getHandler(), context.getClass());
    try {
      const outcome = this.#verifier.check(request, options);
      return outcome instanceof Promise ? outcome.then(admitted, stopped) : admitted(outcome);
    } catch (error) {
      return stopped(error);
    }
  }
}

function admitted(verdict: Verdict): true {
  if (verdict.valid) return true;
  throw webhookRejected(verdict);
}

/** Whatever stopped the verification, the request is not let in. */
function stopped(error: unknown): never {
  if (error instanceof WebhookRejectedException) throw error;
  if (isTwilioAuthError(error)) throw new WebhookRejectedException(error);
  throw webhookFailed(error);
}
