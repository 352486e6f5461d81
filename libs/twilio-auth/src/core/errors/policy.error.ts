import { withoutUndefined } from '../primitives/without-undefined.js';
import { docsPage } from './docs-page.js';
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

/** What a {@link TwilioAuthPolicyError} knows in addition to its message. */
export interface PolicyErrorDetails extends Pick<TwilioAuthErrorDetails, 'account' | 'reason'> {
  readonly violations?: readonly PolicyViolation[];
}

/** `TWILIO_AUTH_POLICY_VIOLATION`: what this environment, or this handler, does not allow. */
export class TwilioAuthPolicyError extends TwilioAuthError {
  /**
   * Every violation that is an error here, with its remedy. Empty where a single handler or call
   * was refused: `reason` is then `method` or `per-call-credentials`.
   */
  declare readonly violations: readonly PolicyViolation[];

  constructor(message: string, { violations = [], ...details }: PolicyErrorDetails = {}) {
    super('TWILIO_AUTH_POLICY_VIOLATION', message, details);
    // Not enumerable: Node prints the properties of an error below a message that lists them all.
    Object.defineProperty(this, 'violations', { value: violations });
  }

  override get name(): string {
    return 'TwilioAuthPolicyError';
  }
}

/** The environment that a policy error names, and how it was determined. */
export interface JudgedEnvironment {
  readonly name: string;
  readonly isProduction: boolean;
  readonly because: string;
}

/** The error for rules that are broken in this environment. `reason` is the first of them. */
export function policyViolated(
  violations: readonly PolicyViolation[],
  { name, isProduction, because }: JudgedEnvironment,
): TwilioAuthPolicyError {
  const lines = violations.map(
    ({ rule, account, message, remedy }) =>
      `  - [${rule}] account "${account}": ${message} ${remedy}`,
  );
  const where = isProduction ? 'in production' : `in the environment "${name}"`;
  const message = [
    `This configuration is not allowed ${where} (${because}):`,
    ...lines,
    `Every rule, and how to make an exception: ${docsPage('policy')}`,
  ];
  return new TwilioAuthPolicyError(message.join('\n'), {
    violations,
    ...withoutUndefined({ reason: violations[0]?.rule, account: violations[0]?.account }),
  });
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
