import { withoutUndefined } from '../primitives/without-undefined.js';
import { TwilioAuthError, type TwilioAuthErrorDetails } from './twilio-auth.error.js';

/** One rule that an account breaks. */
export interface PolicyViolation {
  /** Id of the rule, such as `auth-token`. */
  readonly rule: string;
  /** Name of the account; `default` for the unnamed one. */
  readonly account: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** What is wrong. */
  readonly message: string;
  /** How to fix it. */
  readonly remedy: string;
}

/** What a {@link TwilioAuthPolicyError} knows beside its message. */
export interface PolicyErrorDetails extends Pick<TwilioAuthErrorDetails, 'account' | 'reason'> {
  readonly violations?: readonly PolicyViolation[];
}

/** `TWILIO_AUTH_POLICY_VIOLATION`: what this environment, or this handler, does not allow. */
export class TwilioAuthPolicyError extends TwilioAuthError {
  /**
   * Every violation that is an error here, with its remedy. Empty where a single handler or call
   * was refused: `reason` is then `method` or `per-call-credentials`.
   */
  readonly violations: readonly PolicyViolation[];

  constructor(message: string, { violations = [], ...details }: PolicyErrorDetails = {}) {
    super('TWILIO_AUTH_POLICY_VIOLATION', message, details);
    this.violations = violations;
  }

  override get name(): string {
    return 'TwilioAuthPolicyError';
  }
}

/** The error for rules that are broken in this environment. */
export function policyViolated(
  violations: readonly PolicyViolation[],
  environment: string,
): TwilioAuthPolicyError {
  const lines = violations.map(
    ({ rule, account, message, remedy }) =>
      `  - [${rule}] account "${account}": ${message} ${remedy}`,
  );
  return new TwilioAuthPolicyError(
    `The policy refuses this configuration in the environment "${environment}":\n${lines.join('\n')}`,
    {
      violations,
      reason: violations.map(({ rule }) => rule).join(','),
      ...withoutUndefined({ account: violations[0]?.account }),
    },
  );
}

/** The error for a handler that requires another way to authenticate. Reason `method`. */
export function methodNotAllowed(
  account: string,
  method: string,
  required: readonly string[],
): TwilioAuthPolicyError {
  return new TwilioAuthPolicyError(
    `This handler requires the account "${account}" to authenticate with ${required.join(' or ')}, but it authenticates with ${method}.`,
    { account, reason: 'method' },
  );
}
