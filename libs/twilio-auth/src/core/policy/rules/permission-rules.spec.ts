import { describeRules, REST } from '#test/support/policy-rules.js';
import { keyCannotBeLeastRule, unknownPermissionRule } from './permission-rules.js';

const SEND = '/twilio/messaging/messages/create';
const UNKNOWN = '/twilio/messaging/message/create';
const standard = { ...REST.main, keyType: 'standard' } as const;
const neededPermissions = (): readonly string[] => [SEND];

describeRules([unknownPermissionRule, keyCannotBeLeastRule], {
  fires: [
    {
      rule: 'unknown-permission',
      account: { rest: { ...REST.restricted, permissions: [UNKNOWN] } },
    },
    {
      rule: 'unknown-permission',
      account: { rest: { ...REST.oauth, permissions: [SEND, UNKNOWN] } },
    },
    { rule: 'key-cannot-be-least', account: { rest: standard }, facts: { neededPermissions } },
    {
      rule: 'key-cannot-be-least',
      account: { rest: REST.main, region: 'us1' },
      facts: { neededPermissions },
    },
  ],
  quiet: [
    { rule: 'unknown-permission', account: { rest: { ...REST.restricted, permissions: [SEND] } } },
    {
      rule: 'unknown-permission',
      account: { rest: { ...REST.oauth, permissions: ['/twilio/serverless/new/read'] } },
    },
    { rule: 'unknown-permission', account: { rest: REST.key } },
    { rule: 'key-cannot-be-least', account: { rest: standard } },
    {
      rule: 'key-cannot-be-least',
      account: { rest: standard },
      facts: { neededPermissions: () => undefined },
    },
    { rule: 'key-cannot-be-least', account: { rest: REST.key }, facts: { neededPermissions } },
    {
      rule: 'key-cannot-be-least',
      account: { rest: REST.restricted },
      facts: { neededPermissions },
    },
    { rule: 'key-cannot-be-least', account: { rest: REST.oauth }, facts: { neededPermissions } },
    {
      rule: 'key-cannot-be-least',
      account: { rest: standard, region: 'ie1', edge: 'dublin' },
      facts: { neededPermissions },
    },
  ],
});
