import { describeRules, REST } from '#test/support/policy-rules.js';
import { regionNeedsEdgeRule, oauthUs1OnlyRule, restrictedKeyUs1OnlyRule } from './region-rules.js';

describeRules([regionNeedsEdgeRule, oauthUs1OnlyRule, restrictedKeyUs1OnlyRule], {
  fires: [
    { rule: 'region-needs-edge', account: { region: 'ie1' } },
    { rule: 'oauth-us1-only', account: { rest: REST.oauth, region: 'ie1', edge: 'dublin' } },
    {
      rule: 'restricted-key-us1-only',
      account: { rest: REST.restricted, region: 'ie1', edge: 'dublin' },
    },
  ],
  quiet: [
    { rule: 'region-needs-edge', account: { region: 'ie1', edge: 'dublin' } },
    { rule: 'region-needs-edge', account: { region: 'us1' } },
    { rule: 'region-needs-edge', account: { edge: 'dublin' } },
    { rule: 'oauth-us1-only', account: { rest: REST.oauth, region: 'us1' } },
    { rule: 'oauth-us1-only', account: { region: 'ie1', edge: 'dublin' } },
    { rule: 'restricted-key-us1-only', account: { rest: REST.restricted, region: 'us1' } },
  ],
});
