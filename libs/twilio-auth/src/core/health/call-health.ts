import type { Attempt } from './attempt-within.js';
import type { HealthFinding } from './health-finding.js';

const THROTTLED = 429;

/** What trying the credential says. A missing permission still proves who asks. */
export function callFindings({
  authenticated,
  answered,
  status,
  accountStatus = 'active',
}: Attempt): readonly HealthFinding[] {
  if (authenticated) {
    return accountStatus === 'active'
      ? []
      : [down('account-inactive', 'The account is suspended or closed.')];
  }
  if (answered) return [down('credential-refused', 'Twilio refuses the credential.')];
  if (status === THROTTLED) {
    const message = 'Twilio answers that there are too many requests.';
    return [{ status: 'degraded', reason: 'throttled', message }];
  }
  return [down('no-answer', 'Twilio gave no usable answer in time.')];
}

function down(reason: HealthFinding['reason'], message: string): HealthFinding {
  return { status: 'down', reason, message };
}
