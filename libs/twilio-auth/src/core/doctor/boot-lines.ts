import type { Runtime } from '../client/runtime.js';
import type { PolicyGate, Verdict } from '../policy/policy-gate.js';
import { describeAccount } from './describe-account.js';

/** One line of the boot log. */
export interface BootLine {
  readonly level: 'log' | 'warn' | 'error';
  readonly message: string;
}

/** What an operator wants to read once per start: one line per account, one per verdict. */
export function bootLines(runtime: Runtime, gate: PolicyGate): BootLine[] {
  if (!runtime.enabled) {
    return [
      {
        level: 'warn',
        message: 'Twilio is switched off: every call rejects with TWILIO_AUTH_DISABLED',
      },
    ];
  }
  const { environment } = gate.facts;
  const verdicts = gate.inspect(runtime.accounts.snapshots());
  const accounts = runtime.accounts.all().map((live): BootLine => {
    const { account, method, identifier, because } = describeAccount(live, environment);
    const credential = identifier === undefined ? method : `${method} ${identifier}`;
    const where = environment.isProduction ? `${environment.name}, production` : environment.name;
    const own = verdicts.filter((verdict) => verdict.account === account);
    const message = `${account}: ${credential} (${because}); environment ${where}; ${summary(own)}`;
    return { level: 'log', message };
  });
  return [...accounts, ...verdicts.map(verdictLine)];
}

function summary(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return 'policy: no objections';
  return `policy: ${verdicts.map(({ severity, rule }) => `${severity} ${rule}`).join(', ')}`;
}

function verdictLine({ rule, account, severity, message, remedy, exception }: Verdict): BootLine {
  const what = `[${rule}] ${account}: ${message}`;
  if (exception !== undefined) {
    const { until, reason } = exception;
    return { level: 'warn', message: `${what} Let through until ${until}: ${reason}` };
  }
  const level = severity === 'info' ? 'log' : severity === 'warning' ? 'warn' : 'error';
  return { level, message: `${what} ${remedy}` };
}
