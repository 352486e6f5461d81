import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  formRequest,
  TOKEN,
  UNKNOWN_SID,
  webhookAccount,
} from '#test/support/webhook-fixture.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { own } from '../primitives/own.js';
import { LookupLimit } from '../primitives/unverified-lookups.js';
import { createWebhookVerifier } from './create-webhook-verifier.js';

/** A verifier of an application with this account, and with this configuration. */
function verifierOf(config: object = {}, hasAccount = true) {
  const found = { inUse: () => webhookAccount(), refreshForWebhook: () => undefined };
  const live = hasAccount ? found : undefined;
  const asked: string[] = [];
  const accounts = {
    find: (name: string) => (name === 'default' ? live : undefined),
    findBySid: (sid: string) => (sid === ACCOUNT_SID ? live : undefined),
    assertEnabled: () => void asked.push('assertEnabled'),
  };
  const tenants = {
    find: (id: string) => (id === 'acme' ? { account: live } : undefined),
    findUnverified: () => ({ missing: 'unknown', ttlMs: 0 }),
    verified: () => {},
  };
  const environment = { isProduction: true };
  const deps = { tenants, limit: new LookupLimit(), clock: new FakeClock(), emit: () => {} };
  const verifier = createWebhookVerifier(
    { environment, ...config } as never,
    accounts as never,
    { ...deps, gate: { allowsUnverified: () => false }, warn: () => {} } as never,
  );
  return { verifier, asked };
}

const unknown = { AccountSid: UNKNOWN_SID };
const rejected = { valid: false, reason: 'unknown-account' };

describe('the verifier of an application', () => {
  it.each([{}, { AccountSid: ACCOUNT_SID }])('knows the default account: %j', async (params) => {
    const { verifier } = verifierOf();
    expect(await verifier.verify(formRequest(params))).toMatchObject({ valid: true });
  });

  it('may have no default account', async () => {
    const { verifier } = verifierOf({}, false);
    expect(await verifier.verify(formRequest({}))).toEqual(rejected);
  });

  it('knows the tenants that are in use, unless the module is disabled', async () => {
    const { verifier, asked } = verifierOf();
    const ask = (tenant: string) => verifier.verify(formRequest({}), own({ account: { tenant } }));
    expect(await ask('acme')).toMatchObject({ valid: true });
    expect(await ask('other')).toEqual(rejected);
    expect(asked).toEqual(['assertEnabled', 'assertEnabled']);
  });

  it('looks up keys, and uses the shared base URL for them', async () => {
    const webhookBaseUrl = 'https://shared.example';
    const { verifier } = verifierOf({ resolveWebhookKeys: async () => [TOKEN], webhookBaseUrl });
    const request = formRequest(unknown, { base: webhookBaseUrl });
    expect(await verifier.verify(request)).toMatchObject({ valid: true, account: UNKNOWN_SID });
    expect(await verifier.verify(formRequest(unknown))).toMatchObject({ reason: 'bad-signature' });
  });

  it('looks up nothing without a resolver', async () => {
    expect(await verifierOf().verifier.verify(formRequest(unknown))).toEqual(rejected);
  });

  it('explains a rejection outside of production only', async () => {
    const forged = formRequest({}, { token: 'another' });
    for (const isProduction of [true, false]) {
      const { verifier } = verifierOf({ environment: { isProduction } });
      const verdict = await verifier.verify(forged);
      expect(Object.hasOwn(verdict, 'explanation')).toBe(!isProduction);
    }
  });
});
