import { HttpException, type ExecutionContext } from '@nestjs/common';
import { answerTo } from '../../core/errors/http-answer.js';
import { isTwilioAuthError } from '../../core/errors/is-twilio-auth-error.js';
import type { TwilioAuthError } from '../../core/errors/twilio-auth.error.js';

/**
 * Runs the check of a guard, and answers with the code and status of its error: a 5xx, because
 * this server is misconfigured and the caller did nothing wrong. The caller learns nothing about
 * the configuration; `cause` is the error itself, for the application's own filters and logs.
 *
 * Microservices and gateways know no HTTP exceptions: there the error itself is thrown, which
 * `TwilioExceptionFilter` answers, and which Nest hides from the caller without it.
 */
export function runCheck(
  context: ExecutionContext,
  check: () => void,
  onRefusal: (error: TwilioAuthError) => void = () => {},
): true {
  try {
    check();
  } catch (error) {
    if (!isTwilioAuthError(error)) throw error;
    onRefusal(error);
    if (!knowsHttpExceptions(context.getType())) throw error;
    const { body } = answerTo(error);
    throw new HttpException(body, body.statusCode, { cause: error });
  }
  return true;
}

/** Message handlers and gateways do not. */
export function knowsHttpExceptions(context: string): boolean {
  return context !== 'rpc' && context !== 'ws';
}
