import type { Account, RestCredential } from '../accounts/account.js';
import { CAPABILITY_RULES } from '../capabilities/capability-rules.js';
import { credentialKindOf } from '../capabilities/credential-kind.js';
import type { LiveAccounts } from '../client/live-accounts.js';
import type { Environment } from '../config/environment.js';
import type { ConfigProblem } from '../errors/config.error.js';
import { declaredPermissions } from '../permissions/declared-permissions.js';
import type { PermissionUse } from '../permissions/permission-use.js';
import { type PolicyGate } from '../policy/policy-gate.js';
import type { PolicyFacts } from '../policy/rule.js';
import { isRefusal, type PolicyVerdict } from '../policy/policy-verdict.js';
import type { StrategyDescription } from '../strategies/strategy.js';
import { describeAccount, type AccountDescription } from './describe-account.js';
import { fieldSources, type FieldSource } from './field-sources.js';

/** One thing that a credential cannot do, as Twilio documents it. */
export interface CredentialLimit {
  /** Id of the rule in the table of capabilities. */
  readonly rule: string;
  /** Completes "It cannot". */
  readonly cannot: string;
  /** The credential, or the way, that would work. */
  readonly instead: string;
  /** Twilio's page about it. */
  readonly source: string;
}

/** One account in a report. */
export interface AccountReport extends Omit<AccountDescription, 'environment'> {
  /** Where each field came from. */
  readonly fields: readonly FieldSource[];
  /** What its credential cannot do. */
  readonly limits: readonly CredentialLimit[];
}

/** Whether the accounts are allowed in one environment. */
export interface EnvironmentReport {
  /** Whether the application starts there: no problem, and nothing refused. */
  readonly ok: boolean;
  /** What is wrong with the configuration; with any problem, the application does not start. */
  readonly problems: readonly ConfigProblem[];
  /** Every broken rule, worst first. */
  readonly verdicts: readonly PolicyVerdict[];
}

/** What an application authenticates with, whether that is allowed, and what to fix. No secret. */
export interface TwilioAuthReport extends EnvironmentReport {
  readonly enabled: boolean;
  readonly environment: Environment;
  readonly accounts: readonly AccountReport[];
  /** The same accounts, checked as in production. */
  readonly production: EnvironmentReport;
}

/** One account as a report sees it: what it is, and what its strategy says. */
interface ReportedAccount {
  readonly account: Account;
  readonly strategy: StrategyDescription;
}

/** Reports on the accounts of a running application. */
export function reportAccounts(
  accounts: LiveAccounts,
  gate: PolicyGate,
  permissions: PermissionUse,
): TwilioAuthReport {
  const reported = accounts
    .all()
    .map(({ snapshot, strategy }) => ({ account: snapshot, strategy: strategy.describe() }));
  const neededPermissions = (name: string) => permissions.needed(name);
  return createReport(reported, gate, accounts.enabled, { neededPermissions });
}

/** Reports on valid accounts. The doctor and the boot log use the same checks. */
export function createReport(
  reported: readonly ReportedAccount[],
  gate: PolicyGate,
  enabled: boolean,
  known: Pick<PolicyFacts, 'neededPermissions'> = {},
): TwilioAuthReport {
  const facts: PolicyFacts = { ...gate.facts, ...known };
  const accounts = reported.map(({ account }) => account);
  return {
    ...environmentReport(gate.evaluate(accounts, facts)),
    enabled,
    environment: gate.facts.environment,
    accounts: reported.map((one) => accountReport(one, gate.facts.environment)),
    production: environmentReport(gate.evaluate(accounts, { ...facts, environment: PRODUCTION })),
  };
}

/** The report on an environment with these verdicts. */
export function environmentReport(verdicts: readonly PolicyVerdict[]): EnvironmentReport {
  return { ok: !verdicts.some(isRefusal), problems: [], verdicts };
}

const PRODUCTION: Environment = {
  name: 'production',
  isProduction: true,
  because: 'the report asks for it',
};

function accountReport(
  { account, strategy }: ReportedAccount,
  environment: Environment,
): AccountReport {
  const { environment: _same, ...description } = describeAccount(account, strategy, environment);
  return {
    ...description,
    fields: fieldSources(account),
    limits: limitsOf(account.rest),
  };
}

/** What this credential cannot do, as a warning before production shows it. */
function limitsOf(rest: RestCredential): readonly CredentialLimit[] {
  const kind = credentialKindOf(rest);
  const hasDeclared = declaredPermissions(rest) !== undefined;
  return CAPABILITY_RULES.filter(
    ({ credentials, enforcedBy }) =>
      credentials.includes(kind) &&
      (hasDeclared || enforcedBy.every(({ by }) => by !== 'declared-permissions')),
  ).map(({ id, cannot, instead, source }) => ({ rule: id, cannot, instead, source }));
}
