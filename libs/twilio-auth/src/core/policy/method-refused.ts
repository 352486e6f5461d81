import { TwilioAuthError } from '../errors/twilio-auth.error.js';

/** `TWILIO_AUTH_POLICY_VIOLATION`, reason `method`: something asks for another way to authenticate. */
export function methodRefused(
  account: string,
  method: string,
  required: readonly string[],
): TwilioAuthError {
  return new TwilioAuthError(
    'TWILIO_AUTH_POLICY_VIOLATION',
    `This needs the account "${account}" to authenticate with ${required.join(' or ')}, and it authenticates with ${method}.`,
    { account, reason: 'method' },
  );
}
