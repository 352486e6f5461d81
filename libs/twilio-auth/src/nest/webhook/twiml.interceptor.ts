import { Inject, Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { map, type Observable } from 'rxjs';

/** What the TwiML classes of the SDK have in common. */
interface TwiML {
  readonly response: object;
  readonly addText: unknown;
  readonly addChild: unknown;
  toString(): string;
}

const OK = 200;

/**
 * Answers a returned TwiML object as `text/xml` with status 200, whatever the verb of the route;
 * anything else passes unchanged. As a global interceptor it must come before those that turn
 * objects into something else.
 *
 * @example
 * import { Controller, Post, UseInterceptors } from '@nestjs/common';
 * import { TwilioWebhook, TwimlInterceptor } from 'nestjs-twilio-auth';
 * import twilio from 'twilio';
 *
 * @Controller('webhooks')
 * @UseInterceptors(TwimlInterceptor)
 * export class ReplyController {
 *   @Post('sms')
 *   @TwilioWebhook()
 *   reply() {
 *     const answer = new twilio.twiml.MessagingResponse();
 *     answer.message('Thank you!');
 *     return answer;
 *   }
 * }
 */
@Injectable()
export class TwimlInterceptor implements NestInterceptor {
  readonly #host: HttpAdapterHost;

  constructor(@Inject(HttpAdapterHost) host: HttpAdapterHost) {
    this.#host = host;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    return next.handle().pipe(
      map((value: unknown) => {
        if (!isTwiML(value)) return value;
        const response: unknown = context.switchToHttp().getResponse();
        const { httpAdapter } = this.#host;
        httpAdapter.setHeader(response, 'Content-Type', 'text/xml; charset=utf-8');
        httpAdapter.status(response, OK);
        return value.toString();
      }),
    );
  }
}

/**
 * By its public members: `instanceof` would load the SDK and not know a second copy of it, and the
 * names of classes change in a minified bundle.
 */
function isTwiML(value: unknown): value is TwiML {
  if (typeof value !== 'object' || value === null) return false;
  const { response, addText, addChild } = value as Partial<TwiML>;
  return (
    typeof response === 'object' && typeof addText === 'function' && typeof addChild === 'function'
  );
}
