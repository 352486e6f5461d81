import { HttpException } from '@nestjs/common';
import { ERROR_CODES } from '../../core/errors/error-codes.js';
import { TwilioAuthError } from '../../core/errors/twilio-auth.error.js';
import type { RejectedWebhook } from '../../core/webhook/verdict.js';

/**
 * The answer to a request that is not let in: status and code, and nothing that would help a
 * forger. `cause` is the error with its reason, for filters and logs of the application.
 */
export class WebhookRejectedException extends HttpException {
  constructor(error: TwilioAuthError, statusCode: number = ERROR_CODES[error.code].httpStatus) {
    super({ statusCode, errorCode: error.code }, statusCode, { cause: error });
    this.message = error.message;
  }
}

/** 403; 503 while nobody can say which keys are right, so that Twilio may try again. */
export function webhookRejected({ reason, account }: RejectedWebhook): WebhookRejectedException {
  const isUnavailable = reason === 'keys-unavailable';
  const error = new TwilioAuthError(
    'TWILIO_AUTH_WEBHOOK_REJECTED',
    `The request is not a valid webhook of Twilio (${reason}).`,
    { reason, retryable: isUnavailable, ...(account === undefined ? {} : { account }) },
  );
  return new WebhookRejectedException(error, isUnavailable ? 503 : 403);
}

/** The guard was put where there is no HTTP request to verify. */
export function webhookMisplaced(context: string): WebhookRejectedException {
  return new WebhookRejectedException(
    new TwilioAuthError(
      'TWILIO_AUTH_WEBHOOK_MISCONFIGURED',
      `@TwilioWebhook() guards HTTP handlers, and this is a handler of the context "${context}". Verify the upgrade request of a WebSocket with TwilioWebhookVerifier.verifyUpgrade().`,
      { reason: 'unsupported-context' },
    ),
  );
}

/** Verification itself failed. It must not: the cause is kept for whoever looks into it. */
export function webhookFailed(cause: unknown): WebhookRejectedException {
  return new WebhookRejectedException(
    new TwilioAuthError(
      'TWILIO_AUTH_WEBHOOK_REJECTED',
      'The webhook could not be verified because of an unexpected error.',
      { reason: 'unexpected', cause },
    ),
  );
}
