import { TwilioAuthError } from '../errors/twilio-auth.error.js';

/** Why a request was not sent at all. */
export type RefusalReason =
  'host-refused' | 'invalid-url' | 'invalid-request' | 'per-call-credentials';

/** The request never left, and no credential was read for it. */
export function requestRefused(reason: RefusalReason, why: string): TwilioAuthError {
  const code =
    reason === 'per-call-credentials'
      ? 'TWILIO_AUTH_POLICY_VIOLATION'
      : 'TWILIO_AUTH_CONNECTION_FAILED';
  return new TwilioAuthError(code, `The request was not sent. ${why}`, { reason });
}
