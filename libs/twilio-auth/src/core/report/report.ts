import type { Account } from '../accounts/account.js';
import type { Environment } from '../config/environment.js';
import type { ConfigProblem } from '../errors/config.error.js';
import { isRefusal, type PolicyGate, type PolicyVerdict } from '../policy/policy-gate.js';
import type { StrategyDescription } from '../strategies/strategy.js';
import { describeSnapshot, type AccountDescription } from './describe-account.js';
import { fieldSources, type FieldSource } from './field-sources.js';
import { limitsOf, type CredentialLimit } from './limits.js';

/** One account in a report. */
export interface AccountReport extends Omit<AccountDescription, 'environment'> {
  /** Where each field came from. */
  readonly fields: readonly FieldSource[];
  /** What its credential cannot do. */
  readonly limits: readonly CredentialLimit[];
}

/** What the policy says about one environment. */
export interface EnvironmentReport {
  /** Whether the application starts there: no problem, and nothing refused. */
  readonly ok: boolean;
  /** What is wrong with the configuration itself; such an application does not start. */
  readonly problems: readonly ConfigProblem[];
  /** Every broken rule, worst first. */
  readonly verdicts: readonly PolicyVerdict[];
}

/** What an application authenticates with, whether that is allowed, and what to mend. No secret. */
export interface TwilioAuthReport extends EnvironmentReport {
  readonly enabled: boolean;
  readonly environment: Environment;
  readonly accounts: readonly AccountReport[];
  /** What the policy would say to the same accounts in production. */
  readonly production: EnvironmentReport;
}

/** One account as a report sees it: what it is, and what its strategy says. */
export interface ReportedAccount {
  readonly account: Account;
  readonly strategy: StrategyDescription;
}

/** Reports on accounts that are valid. The same checks run in the doctor and at boot. */
export function createReport(
  reported: readonly ReportedAccount[],
  gate: PolicyGate,
  enabled: boolean,
): TwilioAuthReport {
  const accounts = reported.map(({ account }) => account);
  return {
    ...judged(gate.evaluate(accounts)),
    enabled,
    environment: gate.facts.environment,
    accounts: reported.map((one) => accountReport(one, gate.facts.environment)),
    production: judged(gate.evaluate(accounts, { ...gate.facts, environment: PRODUCTION })),
  };
}

/** What the policy thinks of these verdicts. */
export function judged(verdicts: readonly PolicyVerdict[]): EnvironmentReport {
  return { ok: !verdicts.some(isRefusal), problems: [], verdicts };
}

const PRODUCTION: Environment = {
  name: 'production',
  isProduction: true,
  because: 'it was asked for',
};

function accountReport(
  { account, strategy }: ReportedAccount,
  environment: Environment,
): AccountReport {
  const { environment: _same, ...description } = describeSnapshot(account, strategy, environment);
  return {
    ...description,
    fields: fieldSources(account),
    limits: limitsOf(account.rest),
  };
}
