import { TwilioAuthError } from '../errors/twilio-auth.error.js';

/** `TWILIO_AUTH_CREDENTIAL_REFUSED`, reason `probe-refused`: Twilio did not accept a new credential. */
export function probeRefused(account: string, message: string): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_CREDENTIAL_REFUSED',
    `Twilio refused the new credential of "${account}": ${message} The old one stays in force.`,
    { account, reason: 'probe-refused' },
  );
}
