import { describe, expect, it } from 'vitest';
import { API_KEY_OPTIONS, load } from '#test/support/configuration.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { createGate } from './create-gate.js';

const PRODUCTION = { NODE_ENV: 'production' };
const exceptions = [{ rule: 'api-base-url', until: '2026-01-31', reason: 'a staging system' }];

async function gateOf(options: object, variables: Record<string, string> = {}) {
  const config = await load({ ...API_KEY_OPTIONS, ...options }, { ...PRODUCTION, ...variables });
  const events: object[] = [];
  const emit = (name: string, event: object): void => void events.push({ name, ...event });
  const gate = createGate(config, { clock: new FakeClock(), emit, testingModule: false });
  return { gate, events };
}

describe('the gate of a configuration', () => {
  it('knows what rules check besides the accounts', async () => {
    const { gate } = await gateOf(
      { apiBaseUrl: 'https://twilio.example', resolveWebhookKeys: async () => undefined },
      { TWILIO_AUTH_TOKEN: 'x'.repeat(32), NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    );
    expect(gate.facts).toEqual({
      environment: expect.objectContaining({ isProduction: true }),
      isLiveInTest: expect.any(Function),
      apiBaseUrl: 'https://twilio.example',
      ambientAuthToken: true,
      tlsVerificationOff: true,
      testingModule: false,
      resolvesWebhookKeys: true,
    });
  });

  it('knows where nothing of that is configured', async () => {
    const { gate } = await gateOf({});
    expect(gate.facts).toEqual({
      environment: expect.objectContaining({ isProduction: true }),
      isLiveInTest: expect.any(Function),
      ambientAuthToken: false,
      tlsVerificationOff: false,
      testingModule: false,
      resolvesWebhookKeys: false,
    });
  });

  it('refuses at boot, unless an exception allows it or each request is checked', async () => {
    const apiBaseUrl = 'https://twilio.example';
    const refused = expect.objectContaining({ reason: 'api-base-url' });
    const [strict, excused, atRequest] = await Promise.all([
      gateOf({ apiBaseUrl }),
      gateOf({ apiBaseUrl, policy: { exceptions } }),
      gateOf({ apiBaseUrl, policy: { enforceAt: 'request' } }),
    ]);
    expect(() => strict.gate.enforceAll([])).toThrow(refused);
    excused.gate.enforceAll([]);
    expect(excused.events).toMatchObject([{ name: 'policy.exception-used', rule: 'api-base-url' }]);
    atRequest.gate.enforceAll([]);
    expect(atRequest.events).toMatchObject([{ name: 'policy.violation', rule: 'api-base-url' }]);
  });
});
