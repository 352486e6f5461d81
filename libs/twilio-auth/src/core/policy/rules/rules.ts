import type { PolicyRule } from '../rule.js';
import {
  ambiguousCredentialsRule,
  authTokenRule,
  mainKeyRule,
  restrictedKeySignsRule,
  testCredentialsRule,
} from './credential-rules.js';
import { oauthUs1OnlyRule, regionNeedsEdgeRule, restrictedKeyUs1OnlyRule } from './region-rules.js';
import { apiBaseUrlRule, insecureApiUrlRule, insecureUrlRule } from './url-rules.js';
import {
  ambientAuthTokenRule,
  webhookVerificationOffRule,
  webhookWithoutBaseUrlRule,
  webhookWithoutRawBodyRule,
  webhookWithoutSigningKeyRule,
} from './webhook-rules.js';

/** The whole policy, in the order of its table in the docs. */
export const POLICY_RULES: readonly PolicyRule[] = [
  authTokenRule,
  testCredentialsRule,
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
  webhookWithoutSigningKeyRule,
  webhookWithoutRawBodyRule,
  webhookWithoutBaseUrlRule,
];
