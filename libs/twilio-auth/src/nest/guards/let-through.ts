import { HttpException } from '@nestjs/common';
import { answerTo } from '../../core/errors/http-answer.js';
import { isTwilioAuthError } from '../../core/errors/twilio-auth.error.js';

/**
 * Runs the check of a guard. What it refuses becomes an answer with the error's code: the
 * server is misconfigured, so it is a 503 and no 403, and the caller learns nothing about how.
 * `cause` is the error itself, for filters and logs of the application.
 */
export function letThrough(check: () => void): true {
  try {
    check();
  } catch (error) {
    if (!isTwilioAuthError(error)) throw error;
    const { body } = answerTo(error);
    throw new HttpException(body, body.statusCode, { cause: error });
  }
  return true;
}
