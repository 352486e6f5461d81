import { isSdkException, type SdkException } from '../../core/errors/sdk-exception.js';
import { isTwilioAuthError, type TwilioAuthError } from '../../core/errors/twilio-auth.error.js';

/**
 * The errors that concern Twilio, as a class for `@Catch()`. Nest chooses a filter by
 * `instanceof`, and this class answers that question itself, by the shape of the error: so
 * every other error goes to the application's own filters as if this one were not there.
 */
export abstract class TwilioFailure {
  static [Symbol.hasInstance](error: unknown): error is TwilioAuthError | SdkException {
    return isTwilioAuthError(error) || isSdkException(error);
  }
}
