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
import type { AccountChoice } from './account-choice.js';
import { chooseKeyRing, resolvedKeyRing, type KeyRing } from './key-ring.js';

const billing = webhookAccount({ name: 'billing', accountSid: OTHER_SID });
const acme = webhookAccount({ name: 'tenant:acme', accountSid: UNKNOWN_SID });
const accounts = {
  ...accountsOf(webhookAccount(), billing),
  tenant: (id: string) => (id === 'acme' ? acme : undefined),
};

const byName = (name: string): AccountChoice => ({ by: 'name', name });
const byTenant = (tenantId: string): AccountChoice => ({ by: 'tenant', tenantId });
const BY_REQUEST: AccountChoice = { by: 'request' };

describe('the account whose keys verify a request', () => {
  it.each<[string, AccountChoice, string[], object]>([
    ['of the route, by its name', byName('billing'), [], { account: 'billing' }],
    ['of the route, by its SID', byName(OTHER_SID), [], { account: 'billing' }],
    [
      'of the route, whatever the request names',
      byName('billing'),
      [ACCOUNT_SID],
      { account: 'billing' },
    ],
    ['of a tenant that is in use', byTenant('acme'), [], { account: 'tenant:acme' }],
    ['that the request names', BY_REQUEST, [OTHER_SID, OTHER_SID], { account: 'billing' }],
    ['called default when nothing names one', BY_REQUEST, [], { account: 'default' }],
    ['that the resolver may know', BY_REQUEST, [UNKNOWN_SID], { kind: 'sid', sid: UNKNOWN_SID }],
    ['of the route that the resolver may know', byName(UNKNOWN_SID), [], { kind: 'sid' }],
    ['of a tenant that is looked up', byTenant('new'), [], { kind: 'tenant', tenantId: 'new' }],
  ])('is the one %s', (_, choice, sids, expected) => {
    expect(chooseKeyRing(accounts, choice, sids)).toMatchObject(expected);
  });

  it.each<[string, AccountChoice, string[], string]>([
    ['the route names none that is configured', byName('sales'), [], 'unknown-account'],
    ['the function of the route chose none', { by: 'nothing' }, [OTHER_SID], 'unknown-account'],
    ['the request names two', BY_REQUEST, [OTHER_SID, ACCOUNT_SID], 'account-conflict'],
    ['the request names something else', BY_REQUEST, ['SM1'], 'unknown-account'],
  ])('is none when %s', (_, choice, sids, reason) => {
    expect(chooseKeyRing(accounts, choice, sids)).toEqual({
      kind: 'none',
      reason,
      account: undefined,
    });
  });
});

describe('the keys of an account that is not configured', () => {
  const keys = [webhookKey('resolved')];

  it('are used with the base URL of the module, if it has one', () => {
    const ring = { kind: 'ring', account: UNKNOWN_SID, accountSid: UNKNOWN_SID };
    expect(resolvedKeyRing(accounts, UNKNOWN_SID, { found: keys })).toMatchObject({
      ...ring,
      webhook: { keys, verify: true, baseUrl: BASE_URL },
    });
    const without = accountsOf(webhookAccount({ baseUrl: null }));
    const { webhook } = resolvedKeyRing(without, UNKNOWN_SID, { found: keys }) as KeyRing;
    expect({ ...webhook }).toEqual({ keys, verify: true });
  });

  it.each([
    ['unavailable', { reason: 'keys-unavailable', account: UNKNOWN_SID }],
    ['unknown', { reason: 'unknown-account', account: undefined }],
  ] as const)('reject the request when the lookup ends with %s', (missing, expected) => {
    const ring = resolvedKeyRing(accounts, UNKNOWN_SID, { missing, ttlMs: 0 });
    expect(ring).toEqual({ kind: 'none', ...expected });
  });
});
