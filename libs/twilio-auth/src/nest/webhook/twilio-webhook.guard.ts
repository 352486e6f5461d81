import {
  HttpException,
  Inject,
  Injectable,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { answerTo } from '../../core/errors/http-answer.js';
import { isTwilioAuthError } from '../../core/errors/is-twilio-auth-error.js';
import { TwilioAuthError } from '../../core/errors/twilio-auth.error.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import type { RejectedWebhook, Verdict } from '../../core/webhook/verdict.js';
import type { VerifyOptions } from '../../core/webhook/verify-options.js';
import type { WebhookRequest } from '../../core/webhook/request/webhook-request.js';
import { knowsHttpExceptions } from '../guards/run-check.js';
import { webhookOptionsOf } from '../handler-metadata.js';
import { keepVerdict } from './kept-verdict.js';
import { TwilioWebhookVerifier } from './twilio-webhook-verifier.js';

/** Allows a request only if Twilio signed it. Bound by `@TwilioWebhook()`. */
@Injectable()
export class TwilioWebhookGuard implements CanActivate {
  readonly #verifier: TwilioWebhookVerifier;

  constructor(@Inject(TwilioWebhookVerifier) verifier: TwilioWebhookVerifier) {
    this.#verifier = verifier;
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const type: string = context.getType();
    if (type !== 'http') throw notHttp(type);
    const request = context.switchToHttp().getRequest<WebhookRequest>();
    const options = webhookOptionsOf(context.getHandler(), context.getClass());
    const outcome = this.#check(request, options);
    if (!(outcome instanceof Promise)) return allow(outcome, context);
    return outcome.then((verdict) => allow(verdict, context), fail);
  }

  #check(request: WebhookRequest, options: VerifyOptions | undefined): Verdict | Promise<Verdict> {
    try {
      return this.#verifier.check(request, options);
    } catch (error) {
      return fail(error);
    }
  }
}

/**
 * The answer to a request that is rejected: status and code, and nothing that would help a
 * forger. `cause` is the error with its reason, for the application's own filters and logs.
 */
export class WebhookRejectedException extends HttpException {
  constructor(error: TwilioAuthError) {
    const { statusCode } = answerTo(error).body;
    super({ statusCode, errorCode: error.code }, statusCode, { cause: error });
    this.message = error.message;
  }
}

function allow(verdict: Verdict, context: ExecutionContext): true {
  if (verdict.valid) {
    keepVerdict(context.switchToHttp().getRequest<object>(), verdict);
    return true;
  }
  if (verdict.reason === 'basic-required') challenge(context);
  throw rejected(verdict);
}

/** Twilio sends Basic credentials only to whoever asks for them. */
function challenge(context: ExecutionContext): void {
  // Express and Fastify have this method alike.
  const response = context.switchToHttp().getResponse<Response>();
  response.header('WWW-Authenticate', 'Basic realm="Twilio webhooks", charset="UTF-8"');
}

interface Response {
  header(name: string, value: string): unknown;
}

/** Whatever went wrong, the request is not allowed. */
function fail(error: unknown): never {
  if (isTwilioAuthError(error)) throw new WebhookRejectedException(error);
  throw failed(error);
}

function rejected({ reason, account }: RejectedWebhook): WebhookRejectedException {
  const retryable = reason === 'keys-unavailable';
  const message = `The request is not a valid webhook of Twilio (${reason}).`;
  const details = withoutUndefined({ reason, retryable, account });
  return withoutStack(
    () =>
      new WebhookRejectedException(
        new TwilioAuthError('TWILIO_AUTH_WEBHOOK_REJECTED', message, details),
      ),
  );
}

/**
 * Anybody can cause these errors. Their stack says only that the guard was called, and would cost
 * more than the verification.
 */
function withoutStack<E>(create: () => E): E {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return create();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The guard is bound to a handler without an HTTP request to verify. */
function notHttp(context: string): TwilioAuthError | WebhookRejectedException {
  const error = new TwilioAuthError(
    'TWILIO_AUTH_WEBHOOK_MISCONFIGURED',
    `@TwilioWebhook() guards HTTP handlers, and this is a handler of the context "${context}". Verify the upgrade request of a WebSocket with TwilioWebhookVerifier.verifyUpgrade().`,
    { reason: 'unsupported-context' },
  );
  return knowsHttpExceptions(context) ? new WebhookRejectedException(error) : error;
}

/** The verification itself failed, which is a bug; its cause is kept for whoever debugs it. */
function failed(cause: unknown): WebhookRejectedException {
  return new WebhookRejectedException(
    new TwilioAuthError(
      'TWILIO_AUTH_WEBHOOK_REJECTED',
      'The webhook could not be verified because of an unexpected error.',
      { reason: 'unexpected', cause },
    ),
  );
}
