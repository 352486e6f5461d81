import { TwilioAuthPolicyError } from '../errors/policy.error.js';

/** Reason `method`: a handler requires another way to authenticate. */
export function methodRefused(
  account: string,
  method: string,
  required: readonly string[],
): TwilioAuthPolicyError {
  return new TwilioAuthPolicyError(
    `This needs the account "${account}" to authenticate with ${required.join(' or ')}, and it authenticates with ${method}.`,
    { account, reason: 'method' },
  );
}
