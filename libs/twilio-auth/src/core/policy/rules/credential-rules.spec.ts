import { describeRules, keySid, ORIGIN, REST, signsWith } from '#test/support/policy-rules.js';
import {
  authTokenRule,
  testCredentialsRule,
  testTokenRule,
  mainKeyRule,
  ambiguousCredentialsRule,
  restrictedKeySignsRule,
} from './credential-rules.js';

describeRules(
  [
    authTokenRule,
    testCredentialsRule,
    testTokenRule,
    mainKeyRule,
    ambiguousCredentialsRule,
    restrictedKeySignsRule,
  ],
  {
    fires: [
      { rule: 'auth-token', account: { rest: REST.token } },
      { rule: 'auth-token', account: { rest: REST.test } },
      { rule: 'test-credentials', account: { rest: REST.test } },
      { rule: 'main-key', account: { rest: REST.main } },
      {
        rule: 'ambiguous-credentials',
        account: { rest: REST.oauth, origin: { ...ORIGIN, alternatives: ['api-key'] } },
      },
      {
        rule: 'restricted-key-signs-access-tokens',
        account: { rest: REST.restricted, accessTokens: signsWith(keySid) },
      },
    ],
    quiet: [
      { rule: 'auth-token', account: { rest: REST.oauth } },
      { rule: 'test-credentials', account: { rest: REST.oauth } },
      { rule: 'main-key', account: { rest: REST.key } },
      { rule: 'main-key', account: { rest: { ...REST.main, keyType: 'standard' } } },
      {
        rule: 'ambiguous-credentials',
        account: {
          rest: REST.oauth,
          origin: { ...ORIGIN, alternatives: ['api-key'], methodNamed: true },
        },
      },
      {
        rule: 'ambiguous-credentials',
        account: { rest: REST.oauth, origin: { ...ORIGIN, alternatives: ['auth-token', 'test'] } },
      },
      {
        rule: 'ambiguous-credentials',
        account: { rest: REST.test, origin: { ...ORIGIN, alternatives: ['oauth', 'api-key'] } },
      },
      {
        rule: 'restricted-key-signs-access-tokens',
        account: { rest: REST.restricted, accessTokens: signsWith(`SK${'3'.repeat(32)}`) },
      },
      {
        rule: 'restricted-key-signs-access-tokens',
        account: { rest: REST.key, accessTokens: signsWith(keySid) },
      },
    ],
  },
);
