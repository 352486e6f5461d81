import { isRestrictedKey } from '../../accounts/account.js';
import type { AccountRule } from '../rule.js';

const EVERYWHERE = { production: 'error', elsewhere: 'error', scope: 'account' } as const;

/**
 * `api.ie1.twilio.com` stopped working on 2026-04-28: a region needs its edge
 * (https://www.twilio.com/docs/global-infrastructure/api-domain-migration-guide).
 */
export const regionNeedsEdgeRule: AccountRule = {
  id: 'region-needs-edge',
  title: 'A region without its edge: that host no longer exists',
  ...EVERYWHERE,
  remedy: 'Set both TWILIO_REGION and TWILIO_EDGE, such as ie1 and dublin; us1 alone is fine.',
  check: ({ region, edge }) => {
    if (isElsewhere(region) && edge === undefined) return [`region ${region} has no edge.`];
    return [];
  },
};

/** OAuth apps exist in US1 only (https://www.twilio.com/docs/iam/oauth-apps/faqs.md). */
export const oauthUs1OnlyRule: AccountRule = {
  id: 'oauth-us1-only',
  title: 'OAuth outside the region us1',
  ...EVERYWHERE,
  remedy: 'Use an API key of that region, or drop the region.',
  check: ({ rest, region }) =>
    rest.method === 'oauth' && isElsewhere(region) ? [`OAuth does not exist in ${region}.`] : [],
};

/** Restricted keys exist in US1 only (https://www.twilio.com/en-us/changelog/restricted-api-keys-ga). */
export const restrictedKeyUs1OnlyRule: AccountRule = {
  id: 'restricted-key-us1-only',
  title: 'A restricted API key outside the region us1',
  ...EVERYWHERE,
  remedy: 'Use a standard API key of that region, or drop the region.',
  check: ({ rest, region }) =>
    isRestrictedKey(rest) && isElsewhere(region)
      ? [`Restricted API keys do not exist in ${region}.`]
      : [],
};

function isElsewhere(region: string | undefined): region is string {
  return region !== undefined && region !== 'us1';
}
