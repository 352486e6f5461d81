import type { TwilioAuthError } from '../errors/twilio-auth.error.js';
import type { WireCredential } from '../transport/wire-credential.js';

/** Well-formed, and nobody's: the SDK wants an account SID before it lets anybody call. */
export const NOBODYS_ACCOUNT_SID = `AC${'0'.repeat(32)}`;

/** A credential that lets no request through, and says why. */
export function refusingCredential(account: string, refusal: TwilioAuthError): WireCredential {
  const refuse = (): never => {
    throw refusal;
  };
  return {
    account,
    admit: refuse,
    authorization: async () => refuse(),
    rejected: async () => false,
    hint: () => undefined,
  };
}
