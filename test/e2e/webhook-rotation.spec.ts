import { describe, expect, it } from 'vitest';
import { UNVERIFIED } from '../../libs/twilio-auth/src/core/webhook/verdict.js';
import {
  accountsOf,
  formRequest,
  webhookAccount,
  verifierOf,
  webhookKey,
} from '#test/support/webhook-fixture.js';

const ring = ['new', 'old', 'shared'].map((name) => webhookKey(`the-${name}-key`, name));

describe('while keys are rotated', () => {
  it('every key of the ring is accepted, and the verdict names the one that matched', () => {
    const { verifier } = verifierOf([webhookAccount({ keys: ring })]);
    for (const name of ['old', 'new', 'shared']) {
      const request = formRequest({ a: '1' }, { token: `the-${name}-key` });
      expect(verifier.verify(request)).toEqual({ valid: true, account: 'default', key: name });
    }
  });

  it('a key that is added or removed takes effect with the next request', () => {
    const accounts = [webhookAccount({ keys: [ring[1]!] })];
    const { verifier } = verifierOf([], {
      accounts: {
        ...accountsOf(),
        byName: () => accounts[0],
        bySid: () => accounts[0],
        default: () => accounts[0],
      },
    });
    const old = formRequest({ a: '1' }, { token: 'the-old-key' });
    const fresh = formRequest({ a: '1' }, { token: 'the-new-key' });
    expect([verifier.verify(old), verifier.verify(fresh)]).toMatchObject([
      { valid: true },
      { valid: false },
    ]);
    accounts[0] = webhookAccount({ keys: [ring[0]!] });
    expect([verifier.verify(old), verifier.verify(fresh)]).toMatchObject([
      { valid: false },
      { valid: true },
    ]);
  });
});

describe('where verification is switched off', () => {
  const unsigned = { method: 'POST', url: '/webhooks/sms', headers: {} };
  const off = webhookAccount({ verify: false });

  it('an unsigned request is accepted only while the policy allows it', () => {
    const { verifier } = verifierOf([off], { allowsUnverified: () => true });
    expect(verifier.verify(unsigned)).toMatchObject({ valid: true, key: UNVERIFIED });
    const { verifier: strict } = verifierOf([off]);
    expect(strict.verify(unsigned)).toMatchObject({ valid: false, reason: 'missing-signature' });
    expect(strict.verify(unsigned, { verify: false })).toMatchObject({ valid: false });
  });

  it('a route may still require it', () => {
    const { verifier } = verifierOf([off], { allowsUnverified: () => true });
    expect(verifier.verify(unsigned, { verify: true })).toMatchObject({ valid: false });
  });

  it('the policy is asked about the account concerned', () => {
    const asked: string[] = [];
    const billing = webhookAccount({ name: 'billing', verify: false });
    const { verifier } = verifierOf([off, billing], {
      allowsUnverified: (account) => {
        asked.push(account.name);
        return false;
      },
    });
    void verifier.verify(unsigned, { account: 'billing' });
    void verifier.verify(unsigned);
    expect(asked).toEqual(['billing', 'default']);
  });
});
