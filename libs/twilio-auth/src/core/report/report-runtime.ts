import type { Runtime } from '../client/runtime.js';
import type { PolicyGate } from '../policy/policy-gate.js';
import { createReport, type TwilioAuthReport } from './report.js';

/** Reports on an application that is up. */
export function reportRuntime({ accounts, enabled }: Runtime, gate: PolicyGate): TwilioAuthReport {
  const reported = accounts.all().map(({ snapshot, strategy }) => ({
    account: snapshot,
    strategy: strategy.describe(),
  }));
  return createReport(reported, gate, enabled);
}
