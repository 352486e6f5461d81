import {
  applyDecorators,
  Inject,
  Injectable,
  Logger,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { TwilioAuthMethod } from '../../core/config/auth-options.js';
import { requiredMethodsOf, setRequiredMethods } from '../handler-metadata.js';
import { LOG_CONTEXT, writeLine } from '../log.js';
import { TwilioAuth } from '../twilio-auth.js';
import { accountOfHandler } from './account-of-handler.js';
import { runCheck } from './run-check.js';

/**
 * Enforces `@RequireTwilioAuth()`, which binds it, and allows every handler without that
 * decorator. Bind it globally if handlers get the metadata in another way.
 */
@Injectable()
export class TwilioMethodGuard implements CanActivate {
  readonly #auth: TwilioAuth;
  readonly #logger = new Logger(LOG_CONTEXT);
  readonly #logged = new Set<string>();

  constructor(@Inject(TwilioAuth) auth: TwilioAuth) {
    this.#auth = auth;
  }

  canActivate(context: ExecutionContext): true {
    const methods = requiredMethodsOf(context);
    if (methods === undefined) return true;
    return runCheck(
      context,
      () => this.#auth.assertMethod(methods, accountOfHandler(context)),
      ({ message }) => this.#logOnce(`${nameOf(context)} does not run: ${message}`),
    );
  }

  /** The caller gets no details. There are as many lines as handlers, accounts and methods. */
  #logOnce(line: string): void {
    if (this.#logged.has(line)) return;
    this.#logged.add(line);
    writeLine(this.#logger, { level: 'error', message: line, params: {} });
  }
}

function nameOf(context: ExecutionContext): string {
  return `${context.getClass().name}.${context.getHandler().name}()`;
}

/**
 * Lets a handler, or every handler of a controller, run only while its account authenticates in
 * one of these ways; otherwise the answer is 503 with `TWILIO_AUTH_POLICY_VIOLATION`, and the log
 * says once which handler, account and method it is about. The
 * decorator binds {@link TwilioMethodGuard} itself, so a decorated handler is never open.
 *
 * @example
 * import { Controller, Delete } from '@nestjs/common';
 * import { RequireTwilioAuth } from 'nestjs-twilio-auth';
 *
 * @Controller('recordings')
 * export class RecordingsController {
 *   @Delete()
 *   @RequireTwilioAuth('oauth', 'api-key')
 *   purge() {}
 * }
 */
export const RequireTwilioAuth = (
  ...methods: readonly TwilioAuthMethod[]
): ClassDecorator & MethodDecorator =>
  applyDecorators(setRequiredMethods(methods), UseGuards(TwilioMethodGuard));
