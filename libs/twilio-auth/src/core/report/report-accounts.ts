import type { LiveAccounts } from '../client/live-accounts.js';
import type { PolicyGate } from '../policy/policy-gate.js';
import { createReport, type TwilioAuthReport } from './report.js';

/** Reports on the accounts of a running application. */
export function reportAccounts(accounts: LiveAccounts, gate: PolicyGate): TwilioAuthReport {
  const reported = accounts
    .all()
    .map(({ snapshot, strategy }) => ({ account: snapshot, strategy: strategy.describe() }));
  return createReport(reported, gate, accounts.enabled);
}
