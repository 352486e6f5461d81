import { isRestrictedKey } from '../../accounts/account.js';
import type { AccountRule } from '../rule.js';

/** An Auth Token is the account's root password (https://www.twilio.com/docs/usage/api-security-reference-guide/secure-auth). */
export const authTokenRule: AccountRule = {
  id: 'auth-token',
  title: 'REST calls authenticate with the Auth Token',
  production: 'error',
  elsewhere: 'warning',
  scope: 'account',
  remedy:
    'Create an OAuth app or an API key and set TWILIO_OAUTH_CLIENT_ID and TWILIO_OAUTH_CLIENT_SECRET, or TWILIO_API_KEY and TWILIO_API_SECRET.',
  check: ({ rest }) =>
    rest.method === 'auth-token' ? ['REST calls authenticate with the Auth Token.'] : [],
};

/** Test credentials send nothing (https://www.twilio.com/docs/iam/test-credentials). */
export const testCredentialsRule: AccountRule = {
  id: 'test-credentials',
  title: 'REST calls use test credentials, which deliver nothing',
  production: 'error',
  elsewhere: 'none',
  scope: 'account',
  remedy: 'Configure live credentials, or set NODE_ENV to what this environment is.',
  check: ({ rest }) => (rest.method === 'test' ? ['Test credentials deliver nothing.'] : []),
};

/**
 * Nothing tells the Auth Token of a test account from that of a live one: an exception for
 * `test-credentials` alone would let either leave.
 */
export const testTokenRule: AccountRule = {
  ...authTokenRule,
  title: 'Test credentials, which have the form of an account SID with its Auth Token',
  elsewhere: 'none',
  remedy:
    'Configure live credentials. Where an exception allows `test-credentials`, they need one for `auth-token` too.',
  check: ({ rest }) =>
    rest.method === 'test' ? ['Test credentials have the form of an Auth Token.'] : [],
};

/** Main keys reach accounts and keys too (https://www.twilio.com/docs/iam/api-keys/keys-in-console). */
export const mainKeyRule: AccountRule = {
  id: 'main-key',
  title: 'A main API key, which can also manage accounts and keys',
  production: 'warning',
  elsewhere: 'none',
  scope: 'account',
  remedy: 'Use a standard or restricted key unless the application manages accounts or keys.',
  check: ({ rest }) =>
    'keyType' in rest && rest.keyType === 'main'
      ? ['A main API key can do everything the Auth Token can.']
      : [],
};

/** Several complete credentials, and no choice between them. */
export const ambiguousCredentialsRule: AccountRule = {
  id: 'ambiguous-credentials',
  title: 'OAuth and API key are both complete, and no method is named',
  production: 'warning',
  elsewhere: 'warning',
  scope: 'account',
  remedy: 'Set TWILIO_AUTH_METHOD, or remove the credential that is not used.',
  // An additional Auth Token verifies webhooks. Test credentials are used only in the
  // environment `test`, which is a choice too.
  check: ({ rest, origin }) => {
    const rivals = origin.alternatives.filter((method) => RIVALS.includes(method));
    return origin.methodNamed || rivals.length === 0 || !RIVALS.includes(rest.method)
      ? []
      : [`Credentials for ${rivals.join(' and ')} are complete too; ${rest.method} is used.`];
  },
};

const RIVALS: readonly string[] = ['oauth', 'api-key'];

/** Restricted keys cannot sign access tokens (https://www.twilio.com/docs/api/errors/20160). */
export const restrictedKeySignsRule: AccountRule = {
  id: 'restricted-key-signs-access-tokens',
  title: 'Access tokens are signed with a restricted key, which Twilio refuses',
  production: 'error',
  elsewhere: 'error',
  scope: 'account',
  remedy: 'Sign with a standard key: TWILIO_ACCESS_TOKEN_KEY and TWILIO_ACCESS_TOKEN_SECRET.',
  check: ({ rest, accessTokens }) =>
    isRestrictedKey(rest) && accessTokens?.keySid === rest.keySid
      ? [`${accessTokens.keySid} is declared restricted and signs access tokens.`]
      : [],
};
