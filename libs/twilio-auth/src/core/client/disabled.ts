import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import type { WireCredential } from '../transport/wire-credential.js';

/** Well-formed, and nobody's: the SDK wants an account SID before it lets anybody call. */
export const DISABLED_ACCOUNT_SID = `AC${'0'.repeat(32)}`;

/** `TWILIO_AUTH_DISABLED`: the module is switched off. */
export function disabledError(account: string): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_DISABLED',
    'Twilio is switched off here (enabled: false, or TWILIO_AUTH_ENABLED=false). Nothing was sent.',
    { account },
  );
}

/** The credential of a module that is switched off: it lets no request through. */
export function disabledCredential(account: string): WireCredential {
  const refuse = (): never => {
    throw disabledError(account);
  };
  return {
    account,
    admit: refuse,
    authorization: async () => refuse(),
    rejected: async () => false,
    hint: () => undefined,
  };
}
