import { describe, expect, it } from 'vitest';
import { VALID_ACCOUNT, REST, route } from '#test/support/policy-rules.js';
import type { Account } from '../accounts/account.js';
import { TwilioAuthPolicyError } from '../errors/policy.error.js';
import { EventHub } from '../events/event-hub.js';
import type { TwilioAuthEventMap } from '../events/events.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { PolicyGate, type PolicyGateOptions } from './policy-gate.js';

const PRODUCTION = { name: 'production', isProduction: true, because: '' };
const TOKEN: Account = { ...VALID_ACCOUNT, rest: REST.token };
const EXCEPTION = { rule: 'auth-token', until: '2026-01-02', reason: 'until OAuth is there' };

function gateWith(options: Partial<PolicyGateOptions> = {}) {
  const hub = new EventHub();
  const events: object[] = [];
  const names = ['policy.violation', 'policy.exception-used'] as const;
  for (const name of names) {
    hub.on(name, (event: TwilioAuthEventMap[typeof name]) => events.push({ name, ...event }));
  }
  const clock = new FakeClock(Date.UTC(2026, 0, 1));
  const gate = new PolicyGate({
    facts: { environment: PRODUCTION, ambientAuthToken: false },
    exceptions: [],
    enforceAt: 'boot',
    clock,
    emit: hub.emit,
    ...options,
  });
  return { gate, events, clock };
}

const violation = {
  name: 'policy.violation',
  account: 'default',
  rule: 'auth-token',
  severity: 'error',
};

describe('the gate at boot', () => {
  it('refuses with every violation, its remedy and its account', () => {
    const { gate, events } = gateWith();
    const accounts = [TOKEN, { ...TOKEN, name: 'billing', region: 'ie1' }];
    const refuse = (): void => gate.enforceAll(accounts);

    expect(refuse).toThrow(TwilioAuthPolicyError);
    expect(refuse).toThrow(
      expect.objectContaining({
        code: 'TWILIO_AUTH_POLICY_VIOLATION',
        reason: 'auth-token',
        violations: [
          { rule: 'auth-token', account: 'default' },
          { rule: 'auth-token', account: 'billing' },
          { rule: 'region-needs-edge', account: 'billing' },
        ].map((one) => expect.objectContaining(one)),
        message: expect.stringMatching(/"billing"[^]*TWILIO_OAUTH_CLIENT_ID/),
      }),
    );
    expect(events).toContainEqual(violation);
  });

  it('accepts an account that breaks no rule, without an event', () => {
    const { gate, events } = gateWith();
    gate.enforceAll([VALID_ACCOUNT]);
    expect(events).toEqual([]);
  });

  it('accepts an account with a warning, and reports it as an event', () => {
    const { gate, events } = gateWith();
    gate.enforceAll([{ ...VALID_ACCOUNT, rest: REST.main }]);
    expect(events).toEqual([{ ...violation, rule: 'main-key', severity: 'warning' }]);
  });

  it('accepts what an exception allows, and reports each use as an event', () => {
    const { gate, events } = gateWith({ exceptions: [EXCEPTION] });
    gate.enforceAll([TOKEN]);
    gate.enforceAll([TOKEN]);
    const { rule, until, reason } = EXCEPTION;
    const used = { name: 'policy.exception-used', account: 'default', rule, until, reason };
    expect(events).toEqual([used, used]);
  });

  it('refuses what an exception allowed, once its last day has passed', async () => {
    const { gate, clock } = gateWith({ exceptions: [EXCEPTION] });
    await clock.advance(2 * 86_400_000);
    expect(() => gate.enforceAll([TOKEN])).toThrow(TwilioAuthPolicyError);
  });

  it('refuses calls once an exception has ended, with an event each', async () => {
    const { gate, events, clock } = gateWith({ exceptions: [EXCEPTION] });
    gate.assertCallAllowed(TOKEN);
    gate.assertCallAllowed(TOKEN);
    const used = expect.objectContaining({ name: 'policy.exception-used', account: 'default' });
    expect(events).toEqual([used, used]);
    await clock.advance(2 * 86_400_000);
    expect(() => gate.assertCallAllowed(TOKEN)).toThrow(TwilioAuthPolicyError);
    expect(events).toEqual([used, used, violation]);
  });

  it('checks no calls where there are no exceptions', () => {
    const { gate, events } = gateWith();
    gate.assertCallAllowed(TOKEN);
    expect(events).toEqual([]);
  });
});

describe('the gate when the routes become known', () => {
  it('refuses the violations that they reveal', () => {
    const { gate } = gateWith();
    gate.enforceAll([VALID_ACCOUNT]);
    expect(() => gate.addFacts({ routes: [route()], rawBody: false }, [VALID_ACCOUNT])).toThrow(
      expect.objectContaining({ reason: 'webhook-without-raw-body' }),
    );
  });

  it('reports new violations only', () => {
    const { gate, events } = gateWith();
    const account = { ...VALID_ACCOUNT, rest: REST.main, webhook: { keys: [], verify: false } };
    gate.addFacts({ routes: [] }, [{ ...account, webhook: VALID_ACCOUNT.webhook }]);
    expect(events).toEqual([]);
  });

  it('uses them for accounts that are checked later', () => {
    const { gate } = gateWith();
    gate.addFacts({ routes: [route({ account: 'late', verify: false })] }, [VALID_ACCOUNT]);
    expect(() => gate.enforceAll([{ ...VALID_ACCOUNT, name: 'late' }])).toThrow(
      expect.objectContaining({ reason: 'webhook-verification-off' }),
    );
  });
});

describe('the gate when an account appears after the start', () => {
  it('reports violations of that account only', () => {
    const environment = { name: 'development', isProduction: false, because: '' };
    const apiBaseUrl = 'https://emulator.example';
    const { gate, events } = gateWith({
      facts: { environment, apiBaseUrl, ambientAuthToken: false },
    });
    gate.enforceAll([VALID_ACCOUNT]);
    const ofTheModule = expect.objectContaining({ rule: 'api-base-url' });
    expect(events).toEqual([ofTheModule]);
    gate.enforceOne({ ...VALID_ACCOUNT, name: 'tenant:t1' });
    expect(events).toEqual([ofTheModule]);
    gate.enforceOne({ ...TOKEN, name: 'tenant:t1' });
    expect(events).toEqual([ofTheModule, expect.objectContaining({ account: 'tenant:t1' })]);
  });

  it('refuses an account that is not allowed here', () => {
    const { gate } = gateWith();
    expect(() => gate.enforceOne(TOKEN)).toThrow(TwilioAuthPolicyError);
  });
});

describe('the gate at each request', () => {
  it('lets the application start, and reports what it will refuse', () => {
    const { gate, events } = gateWith({ enforceAt: 'request' });
    gate.enforceAll([TOKEN]);
    gate.addFacts({ routes: [route({ verify: false })] }, [TOKEN]);
    expect(events).toEqual([violation, { ...violation, rule: 'webhook-verification-off' }]);
  });

  it('refuses every call of that account, with an event each', () => {
    const { gate, events } = gateWith({ enforceAt: 'request' });
    expect(() => gate.assertCallAllowed(TOKEN)).toThrow(TwilioAuthPolicyError);
    expect(() => gate.assertCallAllowed(TOKEN)).toThrow(TwilioAuthPolicyError);
    expect(events).toEqual([violation, violation]);
  });

  it('allows the calls of other accounts', () => {
    const { gate, events } = gateWith({ enforceAt: 'request' });
    gate.assertCallAllowed(VALID_ACCOUNT);
    gate.assertCallAllowed({ ...VALID_ACCOUNT, rest: REST.main });
    expect(events).toEqual([]);
  });

  it('refuses from the moment an exception has ended', async () => {
    const { gate, clock } = gateWith({ enforceAt: 'request', exceptions: [EXCEPTION] });
    gate.assertCallAllowed(TOKEN);
    await clock.advance(2 * 86_400_000);
    expect(() => gate.assertCallAllowed(TOKEN)).toThrow(TwilioAuthPolicyError);
  });
});
