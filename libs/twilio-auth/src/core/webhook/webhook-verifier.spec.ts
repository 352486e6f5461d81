import { describe, expect, it, vi } from 'vitest';
import {
  accountsOf,
  ACCOUNT_SID,
  formRequest,
  OTHER_SID,
  sharedKey,
  TOKEN,
  UNKNOWN_SID,
  verifierOf,
  webhookAccount,
  webhookKey,
} from '#test/support/webhook-fixture.js';
import { own } from '../primitives/own.js';
import type { WebhookVerifierOptions } from './webhook-verifier.js';

const PLACE = { method: 'POST', path: '/webhooks/sms' };
const signed = formRequest({ Body: 'hello' });
const { 'x-twilio-signature': _signature, ...unsignedHeaders } = signed.headers;
const unsigned = { ...signed, headers: unsignedHeaders };

async function verdictAnd(
  request: object,
  options: Parameters<typeof verifierOf>[1] = {},
  accounts?: Parameters<typeof verifierOf>[0],
) {
  const { verifier, events } = verifierOf(accounts, options);
  return { verdict: await verifier.verify(request as never), events };
}

describe('the events of a webhook', () => {
  it('name account and key of one that is accepted', async () => {
    const { verdict, events } = await verdictAnd(signed);
    expect(verdict).toEqual({ valid: true, account: 'default', key: 'primary' });
    const event = { account: 'default', key: 'primary', ...PLACE };
    expect(events).toEqual([{ name: 'webhook.accepted', event }]);
    expect(Object.keys(events[0]!.event)).not.toContain('keyId');
  });

  it('name the id of a SharedKey', async () => {
    const request = formRequest({ Body: 'hello' });
    const settings = { 'x-twilio-webhooks-signature-settings': 'key=k1,algorithm=HMAC_SHA1' };
    const account = webhookAccount({ keys: [sharedKey('k1', TOKEN, 'hmac-sha1')] });
    const headers = { ...request.headers, ...settings };
    const { events } = await verdictAnd({ ...request, headers }, {}, [account]);
    expect(events).toMatchObject([{ event: { account: 'default', key: 'k1', keyId: 'k1' } }]);
  });

  it('name the account of one that is rejected, where that is known', async () => {
    const { events } = await verdictAnd(unsigned);
    const event = { account: 'default', reason: 'missing-signature', ...PLACE };
    expect(events).toEqual([{ name: 'webhook.rejected', event }]);
    const unknown = await verdictAnd(signed, {}, []);
    expect(unknown.events).toMatchObject([{ name: 'webhook.rejected', event: PLACE }]);
    expect(Object.keys(unknown.events[0]!.event)).not.toContain('account');
  });

  it('have the method GET where the request has none', async () => {
    const { method: _, ...request } = unsigned;
    const { events } = await verdictAnd(request);
    expect(events).toMatchObject([{ event: { method: 'GET' } }]);
  });
});

describe('an unsigned webhook', () => {
  const account = webhookAccount({ verify: false });
  const allowing = { allowsUnverified: () => true };

  it('is accepted where its account verifies nothing and the policy allows that', async () => {
    const { verdict, events } = await verdictAnd(unsigned, allowing, [account]);
    expect(verdict).toEqual({ valid: true, account: 'default', key: 'unverified' });
    const event = { account: 'default', key: 'unverified', ...PLACE };
    expect(events).toEqual([{ name: 'webhook.accepted', event }]);
  });

  it('is rejected where the policy does not, or does not say so', async () => {
    for (const options of [{}, { allowsUnverified: () => false }]) {
      expect((await verdictAnd(unsigned, options, [account])).verdict).toMatchObject({
        valid: false,
      });
    }
  });

  it('is rejected where its account verifies, whatever the policy allows', async () => {
    expect((await verdictAnd(unsigned, allowing)).verdict).toMatchObject({ valid: false });
  });
});

describe('a webhook of an account that is not configured', () => {
  const params = { AccountSid: UNKNOWN_SID, Body: 'hello' };

  function lookups() {
    const calls: string[] = [];
    const known = accountsOf(webhookAccount());
    const ring = {
      kind: 'ring',
      account: 'late',
      accountSid: UNKNOWN_SID,
      webhook: { keys: [webhookKey(TOKEN)], verify: true, baseUrl: 'https://api.example.com' },
      configured: undefined,
    };
    const found = {
      find: () => {
        calls.push('find');
        return ring;
      },
      verified: () => void calls.push('verified'),
    };
    const options = { accounts: known, lookups: found, allowsUnverified: () => true };
    return { calls, options: options as unknown as Partial<WebhookVerifierOptions> };
  }

  it('is looked up, and counts as verified once its signature is valid', async () => {
    const { calls, options } = lookups();
    const { verdict } = await verdictAnd(formRequest(params), options);
    expect(verdict).toMatchObject({ valid: true, account: 'late' });
    expect(calls).toEqual(['find', 'verified']);
  });

  it('counts as verified by no invalid signature', async () => {
    const { calls, options } = lookups();
    const { verdict } = await verdictAnd(formRequest(params, { token: 'another' }), options);
    expect(verdict).toMatchObject({ valid: false, reason: 'bad-signature' });
    expect(calls).toEqual(['find']);
  });

  it('is verified, whatever the route says', async () => {
    const { options } = lookups();
    const { verifier } = verifierOf(undefined, options);
    const forged = formRequest(params, { token: 'another' });
    expect(await verifier.verify(forged, own({ verify: false }))).toMatchObject({ valid: false });
  });

  it('costs no lookup where no key can have signed it', async () => {
    const { calls, options } = lookups();
    const { headers, ...request } = formRequest(params);
    const { 'x-twilio-signature': _, ...others } = headers;
    const { verdict, events } = await verdictAnd({ ...request, headers: others }, options);
    expect(verdict).toMatchObject({ valid: false, reason: 'missing-signature' });
    expect(Object.keys(events[0]!.event)).not.toContain('account');
    expect(calls).toEqual([]);
  });
});

describe('an account function that returns a promise', () => {
  it('is reported where somebody listens', () => {
    const options = own({ account: (async () => 'default') as never });
    const warn = vi.fn();
    for (const { verifier } of [verifierOf(undefined, { warn }), verifierOf()]) {
      expect(verifier.verify(signed, options)).toMatchObject({ reason: 'unknown-account' });
    }
    expect(warn).toHaveBeenCalledOnce();
  });
});

describe('the reason of a rejection', () => {
  it('is that of a body that cannot be read, with the account', async () => {
    const headers = { ...signed.headers, 'content-type': 'text/plain' };
    const { verdict } = await verdictAnd({ ...signed, headers });
    expect(verdict).toEqual({ valid: false, reason: 'body-hash-missing', account: 'default' });
  });

  it('names no account where there is none', async () => {
    expect((await verdictAnd(signed, {}, [])).verdict).toStrictEqual({
      valid: false,
      reason: 'unknown-account',
    });
  });

  it('is the signature where there is no account either', async () => {
    expect((await verdictAnd(unsigned, {}, [])).verdict).toMatchObject({
      reason: 'missing-signature',
    });
  });

  it('is the account where the request names another one', async () => {
    const accounts = [webhookAccount(), webhookAccount({ name: 'b', accountSid: OTHER_SID })];
    const request = formRequest(
      { AccountSid: ACCOUNT_SID },
      { target: `/x?AccountSid=${OTHER_SID}` },
    );
    expect((await verdictAnd(request, {}, accounts)).verdict).toMatchObject({ valid: false });
  });

  it('is explained only where that is asked for and there is something to say', async () => {
    const isExplained = async (request: object, explain: boolean) =>
      Object.hasOwn((await verdictAnd(request, { explain })).verdict, 'explanation');
    const wrong = formRequest({ Body: 'hello' }, { base: 'https://elsewhere.example' });
    expect(await isExplained(wrong, true)).toBe(true);
    expect(await isExplained(wrong, false)).toBe(false);
    expect(await isExplained(unsigned, false)).toBe(false);
    expect(await isExplained(unsigned, true)).toBe(false);
  });
});
