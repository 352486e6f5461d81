import type { PolicyExceptionOptions } from '../config/options.js';
import type { PolicyViolation } from '../errors/policy.error.js';

/** One broken rule, and the exception that allows it if there is one. */
export interface PolicyVerdict extends PolicyViolation {
  readonly exception?: PolicyExceptionOptions;
}

/** The exception that allows the violation. By its own field, whatever the prototype has. */
export function exceptionOf(verdict: PolicyVerdict): PolicyExceptionOptions | undefined {
  return Object.hasOwn(verdict, 'exception') ? verdict.exception : undefined;
}

/** Whether this verdict refuses the account: an error without an exception. */
export function isRefusal(verdict: PolicyVerdict): boolean {
  return verdict.severity === 'error' && exceptionOf(verdict) === undefined;
}

/** Whether an exception allows the violation. */
export function isExcused(verdict: PolicyVerdict): boolean {
  return exceptionOf(verdict) !== undefined;
}
