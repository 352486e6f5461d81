import { TwilioAuthError } from './twilio-auth.error.js';

/** One rule that an account breaks. */
export interface PolicyViolation {
  /** Id of the rule, such as `auth-token`. */
  readonly rule: string;
  /** Name of the account; `default` for the unnamed one. */
  readonly account: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** What is wrong. */
  readonly message: string;
  /** How to mend it. */
  readonly remedy: string;
}

/** `TWILIO_AUTH_POLICY_VIOLATION`: every violation that stops this environment, with its remedy. */
export class TwilioAuthPolicyError extends TwilioAuthError {
  readonly violations: readonly PolicyViolation[];

  constructor(violations: readonly PolicyViolation[], environment: string) {
    super('TWILIO_AUTH_POLICY_VIOLATION', describe(violations, environment), {
      ...(violations[0] === undefined ? {} : { account: violations[0].account }),
      reason: violations.map(({ rule }) => rule).join(','),
    });
    this.violations = violations;
  }

  override get name(): string {
    return 'TwilioAuthPolicyError';
  }
}

function describe(violations: readonly PolicyViolation[], environment: string): string {
  const lines = violations.map(
    ({ rule, account, message, remedy }) =>
      `  - [${rule}] account "${account}": ${message} ${remedy}`,
  );
  return `The policy refuses this configuration in the environment "${environment}":\n${lines.join('\n')}`;
}
