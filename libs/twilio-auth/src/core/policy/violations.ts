import { DEFAULT_ACCOUNT, type Account } from '../accounts/account.js';
import type { PolicyViolation } from '../errors/policy.error.js';
import type { PolicyFacts, PolicyRule } from './rule.js';
import { POLICY_RULES } from './rules/rules.js';

/** Every rule that these accounts break, worst first. Exceptions are not looked at. */
export function violationsOf(
  accounts: readonly Account[],
  facts: PolicyFacts,
): readonly PolicyViolation[] {
  return worstFirst(POLICY_RULES.flatMap((rule) => violationsOfRule(rule, accounts, facts)));
}

/** Every rule about accounts that this one breaks, worst first: nothing of what all share. */
export function accountViolationsOf(
  account: Account,
  facts: PolicyFacts,
): readonly PolicyViolation[] {
  const rules = POLICY_RULES.filter(({ scope }) => scope === 'account');
  return worstFirst(rules.flatMap((rule) => violationsOfRule(rule, [account], facts)));
}

function worstFirst(violations: readonly PolicyViolation[]): readonly PolicyViolation[] {
  return violations.toSorted((one, other) => RANK[one.severity] - RANK[other.severity]);
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

function violationsOfRule(
  rule: PolicyRule,
  accounts: readonly Account[],
  facts: PolicyFacts,
): PolicyViolation[] {
  const severity = facts.environment.isProduction ? rule.production : rule.elsewhere;
  if (severity === 'none') return [];
  const violation = (account: string, message: string): PolicyViolation => {
    return { rule: rule.id, account, severity, message, remedy: rule.remedy };
  };
  return rule.scope === 'module'
    ? rule.check(facts).map((message) => violation(DEFAULT_ACCOUNT, message))
    : accounts.flatMap((account) =>
        rule.check(account, facts).map((message) => violation(account.name, message)),
      );
}
