import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import { withoutUndefined } from '../primitives/without-undefined.js';

/** Why a credential was not created, delivered, revoked or rotated. */
export type KeyFailureReason =
  | 'key-unknown'
  | 'main-key'
  | 'own-key'
  | 'not-restricted'
  | 'more-rights-than-own'
  | 'not-accepted'
  | 'in-progress'
  | 'target-unusable'
  | 'delivery-failed'
  | 'keys-left'
  | 'request-refused'
  | 'request-unconfirmed'
  | 'secret-missing'
  | 'two-secrets'
  | 'secondary-exists'
  | 'secondary-gone'
  | 'token-unknown'
  | 'subaccount-incomplete';

/** `TWILIO_AUTH_KEY_CHANGE_FAILED`. Whatever failed, the credential in use still works. */
export function keyError(
  reason: KeyFailureReason,
  message: string,
  hint?: string,
): TwilioAuthError {
  const details = { reason, ...withoutUndefined({ hint }) };
  return new TwilioAuthError('TWILIO_AUTH_KEY_CHANGE_FAILED', message, details);
}
