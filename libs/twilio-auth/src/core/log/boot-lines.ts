import type { Environment } from '../config/environment.js';
import { exceptionOf, type PolicyVerdict } from '../policy/policy-verdict.js';
import type { LogLine } from './log-line.js';
import type { AccountReport, TwilioAuthReport } from '../report/report.js';

/** What is logged at boot: one line for each account and each verdict. */
export function bootLines(report: TwilioAuthReport): LogLine[] {
  if (!report.enabled) {
    return [
      {
        level: 'warn',
        message: 'Twilio is disabled: every call rejects with TWILIO_AUTH_DISABLED',
        params: { enabled: false },
      },
    ];
  }
  const { accounts, verdicts } = report;
  return [...accounts.map((account) => accountLine(account, report)), ...verdicts.map(verdictLine)];
}

function accountLine(
  { account, method, identifier, because }: AccountReport,
  { environment, verdicts }: TwilioAuthReport,
): LogLine {
  const credential = identifier === undefined ? method : `${method} ${identifier}`;
  const own = verdicts.filter((verdict) => verdict.account === account);
  const message = `${account}: ${credential} (${because}); environment ${describe(environment)}; ${summary(own)}`;
  return { level: 'log', message, params: { account, method } };
}

function describe({ name, isProduction }: Environment): string {
  const isObvious = !isProduction || name === 'production';
  return isObvious ? name : `${name}, which counts as production`;
}

function summary(verdicts: readonly PolicyVerdict[]): string {
  if (verdicts.length === 0) return 'policy: no violations';
  return `policy: ${verdicts.map(({ severity, rule }) => `${severity} ${rule}`).join(', ')}`;
}

function verdictLine(verdict: PolicyVerdict): LogLine {
  const { rule, account, severity, message, remedy } = verdict;
  const exception = exceptionOf(verdict);
  const what = `[${rule}] ${account}: ${message}`;
  if (exception !== undefined) {
    const { until, reason } = exception;
    const params = { rule, account, severity, until };
    return { level: 'warn', message: `${what} Allowed until ${until}: ${reason}`, params };
  }
  const level = severity === 'info' ? 'log' : severity === 'warning' ? 'warn' : 'error';
  return { level, message: `${what} ${remedy}`, params: { rule, account, severity } };
}
