import { TwilioConnectionError } from '../errors/connection.error.js';
import { TwilioAuthPolicyError } from '../errors/policy.error.js';

/** Why a request was not sent at all. */
export type RefusalReason =
  'host-refused' | 'invalid-url' | 'invalid-request' | 'per-call-credentials';

/** The request never left, and no credential was read for it. */
export function requestRefused(
  reason: RefusalReason,
  why: string,
): TwilioConnectionError | TwilioAuthPolicyError {
  const message = `The request was not sent. ${why}`;
  return reason === 'per-call-credentials'
    ? new TwilioAuthPolicyError(message, { reason })
    : new TwilioConnectionError({ causeCode: reason, message, retryable: false });
}
