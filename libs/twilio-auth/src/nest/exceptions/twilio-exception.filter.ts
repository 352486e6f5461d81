import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { LogLine } from '../../core/log/log-line.js';
import { answerTo, answerToSdk, type HttpAnswer } from '../../core/errors/http-answer.js';
import {
  hintOf,
  isSdkException,
  twilioCodeOf,
  type SdkException,
} from '../../core/errors/sdk-exception.js';
import { isTwilioAuthError } from '../../core/errors/is-twilio-auth-error.js';
import type { TwilioAuthError } from '../../core/errors/twilio-auth.error.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import { LOG_CONTEXT, writeLine } from '../log.js';
import { sendAnswer } from './send-answer.js';
import { GraphqlFailure, rpcAnswer, sendToGatewayClient } from './transport-answers.js';

/**
 * The errors that concern Twilio, as a class for `@Catch()`. Nest chooses a filter by
 * `instanceof`, and this class answers that by the shape of the error, so that every other
 * error still goes to the application's own filters.
 */
abstract class TwilioFailure {
  static [Symbol.hasInstance](error: unknown): error is TwilioAuthError | SdkException {
    return isTwilioAuthError(error) || isSdkException(error);
  }
}

/**
 * Answers requests that failed because of Twilio, and leaves every other error to the
 * application's own filters. On Express and Fastify, for one route or for all.
 *
 * Errors that the caller can correct (400, 404, 409) pass through with Twilio's message. An
 * error of this application is a 502, 503 or 504 that says nothing about its configuration; the
 * log has the details. The body is a {@link TwilioErrorBody}; `Retry-After` is set where it is
 * known.
 *
 * The same fields reach the caller of a message handler (as the error object), the client of a
 * gateway (as the event `exception`) and of GraphQL (as `extensions`, with the code in `code`).
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

  catch(error: TwilioAuthError | SdkException, host: ArgumentsHost): unknown {
    const answer = isTwilioAuthError(error) ? answerTo(error) : answerToSdk(error);
    writeLine(this.#logger, failureLine(error, answer));
    switch (host.getType<string>()) {
      case 'http':
        return sendAnswer(host.switchToHttp().getResponse(), answer);
      case 'rpc':
        return rpcAnswer(answer);
      case 'ws':
        return sendToGatewayClient(host.switchToWs().getClient(), answer);
      case 'graphql':
        throw new GraphqlFailure(answer);
      default:
        // Another context reports the error in its own way.
        return undefined;
    }
  }
}

/** What the answer leaves out: the original message, the account, and how to fix it. */
function failureLine(error: TwilioAuthError | SdkException, answer: HttpAnswer): LogLine {
  const { statusCode, errorCode, twilioCode } = answer.body;
  const details = isTwilioAuthError(error) ? ownDetails(error) : sdkDetails(error);
  return {
    level: levelOf(answer),
    message: `${statusCode} ${errorCode}: ${details}`,
    params: withoutUndefined({ statusCode, errorCode, twilioCode }),
  };
}

/** `debug` for a caller's mistake, `warn` for what passes by itself, otherwise `error`. */
function levelOf({ body, retryAfterSeconds }: HttpAnswer): LogLine['level'] {
  if (body.statusCode < 500) return 'debug';
  const passes = retryAfterSeconds !== undefined || body.statusCode === 504;
  return passes || body.errorCode === 'TWILIO_API_UNAVAILABLE' ? 'warn' : 'error';
}

function ownDetails({ message, account, hint }: TwilioAuthError): string {
  const where = account === undefined ? '' : ` (account "${account}")`;
  // The message of a refused request has its advice already.
  const isNew = hint !== undefined && !message.includes(hint);
  return `${message}${where}${isNew ? ` ${hint}` : ''}`;
}

function sdkDetails(error: SdkException): string {
  const code = twilioCodeOf(error);
  const twilio = code === undefined ? `${error.status}` : `${error.status}, code ${code}`;
  const hint = hintOf(error);
  return `Twilio answered ${twilio}: ${error.message}${hint === undefined ? '' : ` ${hint}`}`;
}
