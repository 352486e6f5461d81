import { TWILIO_CODES } from '../errors/error-codes.js';
import { authTokenRule, restrictedKeySignsRule } from '../policy/rules/credential-rules.js';
import { oauthUs1OnlyRule, restrictedKeyUs1OnlyRule } from '../policy/rules/region-rules.js';
import {
  asksV2010ForRestrictedKey,
  isAccountResource,
  isKeyResource,
  isOpenToTestCredentials,
  isOutsideV2010,
} from './api-request.js';
import type { CapabilityRule, Enforcement } from './capability-rule.js';

const KEYS_IN_CONSOLE = 'https://www.twilio.com/docs/iam/api-keys/keys-in-console';
const RESTRICTED_KEYS = 'https://www.twilio.com/docs/iam/api-keys/restricted-api-keys';
const OAUTH_FAQ = 'https://www.twilio.com/docs/iam/oauth-apps/faqs';
const SUBACCOUNTS = 'https://www.twilio.com/docs/iam/api/subaccounts';
const TEST_CREDENTIALS = 'https://www.twilio.com/docs/iam/test-credentials';

/** Without a key that may sign, an account has none: loading accepts no other credential for signing. */
const ACCESS_TOKENS: Enforcement = {
  by: 'access-tokens',
  code: 'TWILIO_AUTH_SIGNING_KEY_MISSING',
};

/** What each kind of credential cannot do, as Twilio documents it. The docs print this table. */
export const CAPABILITY_RULES: readonly CapabilityRule[] = [
  {
    id: 'test-credentials-resources',
    credentials: ['test'],
    cannot:
      'do anything but create messages, calls and incoming phone numbers (`POST`) and look a number up (`GET` Lookup v2)',
    instead: 'a live API key or OAuth app, or the emulator for tests of anything else',
    source: TEST_CREDENTIALS,
    enforcedBy: [{ by: 'request', matches: (request) => !isOpenToTestCredentials(request) }],
  },
  {
    id: 'standard-key-accounts',
    credentials: ['standard-key'],
    cannot: 'use Accounts resources (`/Accounts`)',
    instead: 'a main API key',
    source: KEYS_IN_CONSOLE,
    enforcedBy: [{ by: 'request', matches: isAccountResource }],
  },
  {
    id: 'standard-key-keys',
    credentials: ['standard-key'],
    cannot: 'use Keys resources (`/Accounts/{Sid}/Keys`, and `/v1/Keys` of the IAM API)',
    instead: 'a main API key',
    source: 'https://www.twilio.com/docs/iam/api-keys/key-resource-v1',
    enforcedBy: [{ by: 'request', matches: isKeyResource }],
  },
  {
    id: 'v2010-restricted-key-creation',
    credentials: [
      'oauth',
      'main-key',
      'standard-key',
      'restricted-key',
      'undeclared-key',
      'auth-token',
      'custom',
    ],
    cannot:
      'create a restricted key through the v2010 Keys API: it ignores `KeyType` and `Policy` and makes a standard key',
    instead: 'the IAM v1 Keys API, `client.iam.v1.newApiKey.create()`',
    source: 'https://www.twilio.com/docs/iam/api-keys/key-resource-v1',
    enforcedBy: [{ by: 'request', matches: asksV2010ForRestrictedKey }],
  },
  {
    id: 'restricted-key-permissions',
    credentials: ['restricted-key'],
    cannot: 'reach anything outside its list of permissions',
    instead: 'a key with that permission, or a standard key',
    source: RESTRICTED_KEYS,
    enforcedBy: [{ by: 'answer', twilioCode: TWILIO_CODES.permissionMissing }],
  },
  {
    id: 'restricted-key-access-tokens',
    credentials: ['restricted-key'],
    cannot: 'sign access tokens for browsers and phones',
    instead: 'a standard or main API key as `accessTokens`',
    source: RESTRICTED_KEYS,
    enforcedBy: [{ by: 'policy', rule: restrictedKeySignsRule }, ACCESS_TOKENS],
  },
  {
    id: 'restricted-key-regions',
    credentials: ['restricted-key'],
    cannot: 'be used outside the US1 region',
    instead: 'a standard key of that region',
    source: 'https://www.twilio.com/en-us/changelog/restricted-api-keys-ga',
    enforcedBy: [{ by: 'policy', rule: restrictedKeyUs1OnlyRule }],
  },
  {
    id: 'oauth-permissions',
    credentials: ['oauth'],
    cannot: 'reach anything outside the permissions of the OAuth app',
    instead: 'an OAuth app with that permission',
    source: OAUTH_FAQ,
    enforcedBy: [{ by: 'answer', twilioCode: TWILIO_CODES.permissionMissing }],
  },
  {
    id: 'oauth-subaccounts',
    credentials: ['oauth'],
    cannot: 'reach subaccounts: an app serves the account that created it',
    instead: 'an OAuth app or API key of the subaccount, configured as a named account',
    source: OAUTH_FAQ,
    enforcedBy: [{ by: 'other-account' }],
  },
  {
    id: 'oauth-regions',
    credentials: ['oauth'],
    cannot: 'be used outside the US1 region',
    instead: 'an API key of that region',
    source: OAUTH_FAQ,
    enforcedBy: [{ by: 'policy', rule: oauthUs1OnlyRule }],
  },
  {
    id: 'oauth-access-tokens',
    credentials: ['oauth', 'auth-token', 'test'],
    cannot: 'sign access tokens for browsers and phones',
    instead: 'a standard or main API key as `accessTokens`',
    source: 'https://www.twilio.com/docs/iam/access-tokens',
    enforcedBy: [ACCESS_TOKENS],
  },
  {
    id: 'api-key-subaccounts',
    credentials: ['standard-key', 'restricted-key'],
    cannot: "use a subaccount's resources: an API key serves the account that it was created in",
    instead: 'an API key of the subaccount, configured as a named account',
    source: SUBACCOUNTS,
    enforcedBy: [{ by: 'other-account' }],
  },
  {
    id: 'main-key-subaccounts',
    credentials: ['main-key', 'undeclared-key'],
    cannot:
      "use a subaccount's resources by what Twilio's page about subaccounts says; other pages let a main key manage subaccounts, so the request is sent",
    instead: 'an API key of the subaccount, configured as a named account',
    source: SUBACCOUNTS,
    enforcedBy: [{ by: 'answer', twilioCode: TWILIO_CODES.unauthenticated }],
  },
  {
    id: 'subaccount-v2010-only',
    credentials: ['main-key', 'undeclared-key', 'auth-token', 'custom'],
    cannot: 'act for a subaccount outside the v2010 API, where it would act for the parent',
    instead: "the subaccount's own credential, configured as a named account",
    source: SUBACCOUNTS,
    enforcedBy: [{ by: 'subaccount', matches: isOutsideV2010 }],
  },
  {
    id: 'declared-permissions',
    credentials: ['restricted-key', 'oauth'],
    cannot: 'do what needs a permission outside its declared `permissions`',
    instead: 'a credential with that permission, and declare it',
    source: RESTRICTED_KEYS,
    enforcedBy: [{ by: 'declared-permissions' }],
  },
  {
    id: 'auth-token-production',
    credentials: ['auth-token'],
    cannot: 'be used for REST calls in production: it opens everything and cannot be limited',
    instead: 'an OAuth app or an API key; keep the token as a webhook signing key only',
    source: 'https://www.twilio.com/docs/usage/api-security-reference-guide/secure-auth',
    enforcedBy: [{ by: 'policy', rule: authTokenRule }],
  },
  {
    id: 'test-credentials-callbacks',
    credentials: ['test'],
    cannot: 'cause status callbacks, charges or anything real',
    instead: 'the emulator, which sends signed callbacks',
    source: TEST_CREDENTIALS,
    enforcedBy: [],
  },
];
