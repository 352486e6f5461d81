import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { TwilioAuth } from '../twilio-auth.js';
import { metadataOf } from '../metadata-of.js';
import { accountOfHandler } from './account-of-handler.js';
import { letThrough } from './let-through.js';

/** Where `@RequireTwilioAuth()` leaves its methods. */
export const REQUIRED_METHODS = 'nestjs-twilio-auth:required-methods';

/**
 * Asks what `@RequireTwilioAuth()` asks for, and lets every other handler through. The decorator
 * binds it; as a global guard it serves handlers that share their metadata in other ways.
 */
@Injectable()
export class TwilioMethodGuard implements CanActivate {
  readonly #auth: TwilioAuth;

  constructor(@Inject(TwilioAuth) auth: TwilioAuth) {
    this.#auth = auth;
  }

  canActivate(context: ExecutionContext): true {
    const methods = metadataOf<readonly string[]>(
      REQUIRED_METHODS,
      context.getHandler(),
      context.getClass(),
    );
    if (methods === undefined) return true;
    return letThrough(() => this.#auth.assertMethod(methods, accountOfHandler(context)));
  }
}
