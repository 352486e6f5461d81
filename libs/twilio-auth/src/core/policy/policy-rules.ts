import { DEFAULT_ACCOUNT } from '../accounts/account-names.js';
import type { Account } from '../accounts/account.js';
import type { PolicyViolation } from '../errors/policy.error.js';
import { severityIn, type PolicyFacts, type PolicyRule } from './rule.js';
import {
  ambiguousCredentialsRule,
  authTokenRule,
  mainKeyRule,
  restrictedKeySignsRule,
  testCredentialsRule,
  testTokenRule,
} from './rules/credential-rules.js';
import { liveInTestRule } from './rules/call-rules.js';
import { keyCannotBeLeastRule, unknownPermissionRule } from './rules/permission-rules.js';
import {
  oauthUs1OnlyRule,
  regionNeedsEdgeRule,
  restrictedKeyUs1OnlyRule,
} from './rules/region-rules.js';
import { testingModuleRule, tlsVerificationOffRule } from './rules/process-rules.js';
import { apiBaseUrlRule, insecureApiUrlRule, insecureUrlRule } from './rules/url-rules.js';
import {
  ambientAuthTokenRule,
  weakSigningKeyRule,
  webhookVerificationOffRule,
  webhookWithoutBaseUrlRule,
  webhookWithoutRawBodyRule,
  webhookWithoutSigningKeyRule,
} from './rules/webhook-rules.js';

/** The whole policy, in the order of its table in the docs. */
export const POLICY_RULES: readonly PolicyRule[] = [
  authTokenRule,
  testCredentialsRule,
  testTokenRule,
  webhookVerificationOffRule,
  apiBaseUrlRule,
  insecureUrlRule,
  insecureApiUrlRule,
  mainKeyRule,
  ambiguousCredentialsRule,
  ambientAuthTokenRule,
  regionNeedsEdgeRule,
  oauthUs1OnlyRule,
  restrictedKeyUs1OnlyRule,
  restrictedKeySignsRule,
  unknownPermissionRule,
  webhookWithoutSigningKeyRule,
  webhookWithoutRawBodyRule,
  webhookWithoutBaseUrlRule,
  weakSigningKeyRule,
  testingModuleRule,
  tlsVerificationOffRule,
  liveInTestRule,
  keyCannotBeLeastRule,
];

/** Every rule that these accounts break, worst first, whatever exceptions there are. */
export function violationsOf(
  accounts: readonly Account[],
  facts: PolicyFacts,
): readonly PolicyViolation[] {
  return worstFirst(POLICY_RULES.flatMap((rule) => violationsOfRule(rule, accounts, facts)));
}

/** The rules about single accounts that this one breaks, worst first. */
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
  const severity = severityIn(rule, facts);
  if (severity === 'none' || rule.scope === 'call') return [];
  const violation = (account: string, message: string): PolicyViolation => {
    return { rule: rule.id, account, severity, message, remedy: rule.remedy };
  };
  return rule.scope === 'module'
    ? rule.check(facts).map((message) => violation(DEFAULT_ACCOUNT, message))
    : accounts.flatMap((account) =>
        rule.check(account, facts).map((message) => violation(account.name, message)),
      );
}
