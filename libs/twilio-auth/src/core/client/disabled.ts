import { TwilioAuthError } from '../errors/twilio-auth.error.js';

/** `TWILIO_AUTH_DISABLED`: the module is switched off. */
export function disabledError(account: string): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_DISABLED',
    'Twilio is switched off here (enabled: false, or TWILIO_AUTH_ENABLED=false). Nothing was sent.',
    { account },
  );
}
