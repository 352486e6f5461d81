import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { TwilioAuth } from '../twilio-auth.js';
import { accountOfHandler } from './account-of-handler.js';
import { runCheck } from './run-check.js';

/**
 * Blocks handlers whose account breaks the policy of this environment, with 503 and
 * `TWILIO_AUTH_POLICY_VIOLATION`. Use it with `policy.enforceAt: 'request'`, or to notice that
 * a policy exception has ended since the application started.
 *
 * @example
 * import { Controller, Post, UseGuards } from '@nestjs/common';
 * import { TwilioProductionGuard } from 'nestjs-twilio-auth';
 *
 * @Controller('messages')
 * @UseGuards(TwilioProductionGuard)
 * export class MessagesController {
 *   @Post()
 *   send() {}
 * }
 */
@Injectable()
export class TwilioProductionGuard implements CanActivate {
  readonly #auth: TwilioAuth;

  constructor(@Inject(TwilioAuth) auth: TwilioAuth) {
    this.#auth = auth;
  }

  canActivate(context: ExecutionContext): true {
    return runCheck(context, () => this.#auth.assertAllowed(accountOfHandler(context)));
  }
}
