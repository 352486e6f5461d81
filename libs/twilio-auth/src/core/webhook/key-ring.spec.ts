import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  accountsOf,
  BASE_URL,
  webhookAccount,
  OTHER_SID,
  UNKNOWN_SID,
  webhookKey,
} from '#test/support/webhook-fixture.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { chooseKeyRing, resolvedKeyRing } from './key-ring.js';

const billing = webhookAccount({ name: 'billing', accountSid: OTHER_SID });
const accounts = accountsOf(webhookAccount(), billing);

describe('the account whose keys verify a request', () => {
  it.each([
    ['of the route', 'billing', [], { account: 'billing' }],
    ['of the route and of the request alike', 'billing', [OTHER_SID], { account: 'billing' }],
    ['that the request names', undefined, [OTHER_SID, OTHER_SID], { account: 'billing' }],
    ['called default when nothing names one', undefined, [], { account: 'default' }],
    ['that the resolver may know', undefined, [UNKNOWN_SID], { unknownSid: UNKNOWN_SID }],
  ])('is the one %s', (_, route, sids, choice) => {
    expect(chooseKeyRing(accounts, route, sids)).toMatchObject(choice);
  });

  it.each([
    ['the route names none that is configured', 'sales', [], 'unknown-account'],
    [
      'the request names another account than the route',
      'billing',
      [ACCOUNT_SID],
      'account-mismatch',
    ],
    ['the request names two', 'billing', [OTHER_SID, ACCOUNT_SID], 'ambiguous-account'],
    ['the request names something that is not an account', undefined, ['SM1'], 'unknown-account'],
  ])('is undefined when %s', (_, route, sids, reason) => {
    const choice = chooseKeyRing(accounts, route, sids);
    expect(choice).toEqual(withoutUndefined({ valid: false, reason, account: route }));
  });
});

describe('the keys of an account that is not configured', () => {
  const keys = [webhookKey('resolved')];

  it('are used with the base URL of the default account, if it has one', () => {
    const ring = { account: UNKNOWN_SID, keys, verify: true };
    expect(resolvedKeyRing(accounts, UNKNOWN_SID, { found: keys })).toEqual({
      ...ring,
      baseUrl: BASE_URL,
    });
    const without = accountsOf(webhookAccount({ baseUrl: null }));
    expect(resolvedKeyRing(without, UNKNOWN_SID, { found: keys })).toEqual(ring);
    expect(resolvedKeyRing(accountsOf(), UNKNOWN_SID, { found: keys })).toEqual(ring);
  });

  it.each([
    ['keys-unavailable', { account: UNKNOWN_SID }],
    ['unknown-account', {}],
  ] as const)('reject the request when the look-up ends with %s', (missing, account) => {
    const verdict = resolvedKeyRing(accounts, UNKNOWN_SID, { missing, ttlMs: 0 });
    expect(verdict).toEqual({ valid: false, reason: missing, ...account });
  });
});
