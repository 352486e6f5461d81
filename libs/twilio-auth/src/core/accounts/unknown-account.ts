import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import { closestTo } from '../primitives/edit-distance.js';

const MAX_EDITS = 2;

/**
 * `TWILIO_AUTH_ACCOUNT_UNKNOWN` with the name that was probably meant, and all there are.
 * JavaScript callers come with numbers, too: tenants are often numbered.
 */
export function unknownAccount(name: string | number, known: readonly string[]): TwilioAuthError {
  const close = closestTo(String(name), known, MAX_EDITS);
  const suggestion = close === undefined ? '' : ` Did you mean "${close}"?`;
  const list =
    known.length === 0 ? 'No account is configured.' : `Configured: ${known.join(', ')}.`;
  return new TwilioAuthError(
    'TWILIO_AUTH_ACCOUNT_UNKNOWN',
    `There is no account ${JSON.stringify(name)}.${suggestion} ${list}`,
    { account: String(name) },
  );
}
