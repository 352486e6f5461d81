import { daysLeft } from '../policy/exceptions.js';
import { isRefusal, type PolicyVerdict } from '../policy/policy-gate.js';
import type { HealthFinding } from './health-finding.js';

/** Two weeks: time to mend what an exception excuses before it ends. */
const SOON_DAYS = 14;

/** What the policy will do to this account. */
export function policyFindings(
  verdicts: readonly PolicyVerdict[],
  enforceAt: 'boot' | 'request',
  nowMs: number,
): readonly HealthFinding[] {
  return verdicts.flatMap((verdict): HealthFinding[] => {
    const { rule, severity, exception } = verdict;
    if (isRefusal(verdict)) return [refused(rule, enforceAt)];
    if (severity !== 'error' || exception === undefined) return [];
    const days = daysLeft(exception.until, nowMs);
    if (days > SOON_DAYS) return [];
    const message = `The exception from "${rule}" ends after ${exception.until}.`;
    return [{ status: 'degraded', reason: 'exception-ends-soon', message }];
  });
}

/** An exception that ends while the application runs stops its next start, not its calls. */
function refused(rule: string, enforceAt: 'boot' | 'request'): HealthFinding {
  const reason = 'policy-refused';
  return enforceAt === 'request'
    ? { status: 'down', reason, message: `The policy refuses every call: "${rule}".` }
    : { status: 'degraded', reason, message: `The policy refuses the next start: "${rule}".` };
}
