import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { answerTo, answerToSdk } from '../../core/errors/http-answer.js';
import type { SdkException } from '../../core/errors/sdk-exception.js';
import { isTwilioAuthError, type TwilioAuthError } from '../../core/errors/twilio-auth.error.js';
import { LOG_CONTEXT } from '../log-context.js';
import { writeLine } from '../write-line.js';
import { failureLine } from './failure-line.js';
import { sendAnswer } from './send-answer.js';
import { TwilioFailure } from './twilio-failure.js';

/**
 * Answers HTTP requests that failed because of Twilio, and leaves every other error to the
 * application's own filters. On Express and Fastify, for one route or for all.
 *
 * What the caller can mend (400, 404, 409) passes through with Twilio's words. What is wrong
 * with this application is a 502, 503 or 504 with nothing about its configuration; the log has
 * the details. The body is a {@link TwilioErrorBody}; `Retry-After` is set where it is known.
 *
 * @example
 * import { Module } from '@nestjs/common';
 * import { APP_FILTER } from '@nestjs/core';
 * import { TwilioExceptionFilter } from 'nestjs-twilio-auth';
 *
 * @Module({ providers: [{ provide: APP_FILTER, useClass: TwilioExceptionFilter }] })
 * export class AppModule {}
 */
@Catch(TwilioFailure)
export class TwilioExceptionFilter implements ExceptionFilter<TwilioAuthError | SdkException> {
  readonly #logger = new Logger(LOG_CONTEXT);

  catch(error: TwilioAuthError | SdkException, host: ArgumentsHost): void {
    const answer = isTwilioAuthError(error) ? answerTo(error) : answerToSdk(error);
    writeLine(this.#logger, failureLine(error, answer));
    // Without an answer of ours, GraphQL and microservices report the error in their own way.
    if (host.getType() === 'http') sendAnswer(host.switchToHttp().getResponse(), answer);
  }
}
