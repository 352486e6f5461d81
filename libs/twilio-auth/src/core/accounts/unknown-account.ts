import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import { didYouMean } from '../primitives/closest-to.js';

/**
 * `TWILIO_AUTH_ACCOUNT_UNKNOWN` with the name that was probably meant, and all there are.
 * JavaScript callers come with numbers, too: tenants are often numbered.
 */
export function unknownAccount(name: string | number, known: readonly string[]): TwilioAuthError {
  const list =
    known.length === 0 ? 'No account is configured.' : `Configured: ${known.join(', ')}.`;
  return new TwilioAuthError(
    'TWILIO_AUTH_ACCOUNT_UNKNOWN',
    `There is no account ${JSON.stringify(name)}. ${didYouMean(name, known)}${list}`,
    { account: String(name) },
  );
}
