import { describe, expect, it } from 'vitest';
import { BLAMELESS, REST, route } from '#test/support/policy-rules.js';
import type { Account } from '../accounts/account.js';
import { TwilioAuthPolicyError } from '../errors/policy.error.js';
import { EventHub } from '../events/event-hub.js';
import type { TwilioAuthEventMap } from '../events/events.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { PolicyGate, type PolicyGateOptions } from './policy-gate.js';

const PRODUCTION = { name: 'production', isProduction: true, because: '' };
const TOKEN: Account = { ...BLAMELESS, rest: REST.token };
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
    const refuse = (): void => gate.enforce(accounts);

    expect(refuse).toThrow(TwilioAuthPolicyError);
    expect(refuse).toThrow(
      expect.objectContaining({
        code: 'TWILIO_AUTH_POLICY_VIOLATION',
        reason: 'auth-token,auth-token,region-needs-edge',
        message: expect.stringMatching(/"billing"[^]*TWILIO_OAUTH_CLIENT_ID/),
      }),
    );
    expect(events).toContainEqual(violation);
  });

  it('lets the blameless through without an event', () => {
    const { gate, events } = gateWith();
    gate.enforce([BLAMELESS]);
    expect(events).toEqual([]);
  });

  it('lets warnings through, and tells the events', () => {
    const { gate, events } = gateWith();
    gate.enforce([{ ...BLAMELESS, rest: REST.main }]);
    expect(events).toEqual([{ ...violation, rule: 'main-key', severity: 'warning' }]);
  });

  it('lets an exception through, and tells the events each time it is used', () => {
    const { gate, events } = gateWith({ exceptions: [EXCEPTION] });
    gate.enforce([TOKEN]);
    gate.enforce([TOKEN]);
    const { rule, until, reason } = EXCEPTION;
    const used = { name: 'policy.exception-used', account: 'default', rule, until, reason };
    expect(events).toEqual([used, used]);
  });

  it('refuses what an exception excused, once its last day has passed', async () => {
    const { gate, clock } = gateWith({ exceptions: [EXCEPTION] });
    await clock.advance(2 * 86_400_000);
    expect(() => gate.enforce([TOKEN])).toThrow(TwilioAuthPolicyError);
  });

  it('accepts no exception that has ended, or has no reason', () => {
    const ended = { ...EXCEPTION, until: '2025-12-31' };
    expect(() => gateWith({ exceptions: [ended] })).toThrow(/ended on 2025-12-31/);
    expect(() => gateWith({ exceptions: [{ ...EXCEPTION, reason: '' }] })).toThrow(
      /needs a reason/,
    );
  });

  it('admits calls without judging them again', () => {
    const { gate, events } = gateWith();
    gate.admit(TOKEN);
    expect(events).toEqual([]);
  });
});

describe('a gate that learns the routes', () => {
  it('refuses what they bring to light', () => {
    const { gate } = gateWith();
    gate.enforce([BLAMELESS]);
    expect(() => gate.learn({ routes: [route()], rawBody: false }, [BLAMELESS])).toThrow(
      expect.objectContaining({ reason: 'webhook-without-raw-body' }),
    );
  });

  it('tells the events the news only', () => {
    const { gate, events } = gateWith();
    const account = { ...BLAMELESS, rest: REST.main, webhook: { keys: [], verify: false } };
    gate.learn({ routes: [] }, [{ ...account, webhook: BLAMELESS.webhook }]);
    expect(events).toEqual([]);
  });

  it('keeps them for whatever comes later', () => {
    const { gate } = gateWith();
    gate.learn({ routes: [route({ account: 'late', verify: false })] }, [BLAMELESS]);
    expect(() => gate.enforce([{ ...BLAMELESS, name: 'late' }])).toThrow(
      expect.objectContaining({ reason: 'webhook-verification-off' }),
    );
  });
});

describe('a gate that receives an account after the start', () => {
  it('says of the account alone what it has to say', () => {
    const environment = { name: 'development', isProduction: false, because: '' };
    const apiBaseUrl = 'https://emulator.example';
    const { gate, events } = gateWith({
      facts: { environment, apiBaseUrl, ambientAuthToken: false },
    });
    gate.enforce([BLAMELESS]);
    const ofTheModule = expect.objectContaining({ rule: 'api-base-url' });
    expect(events).toEqual([ofTheModule]);
    gate.receive({ ...BLAMELESS, name: 'tenant:t1' });
    expect(events).toEqual([ofTheModule]);
    gate.receive({ ...TOKEN, name: 'tenant:t1' });
    expect(events).toEqual([ofTheModule, expect.objectContaining({ account: 'tenant:t1' })]);
  });

  it('refuses one that must not be here', () => {
    const { gate } = gateWith();
    expect(() => gate.receive(TOKEN)).toThrow(TwilioAuthPolicyError);
  });
});

describe('the gate at each request', () => {
  it('lets the application start, and tells the events what it will refuse', () => {
    const { gate, events } = gateWith({ enforceAt: 'request' });
    gate.enforce([TOKEN]);
    gate.learn({ routes: [route({ verify: false })] }, [TOKEN]);
    expect(events).toEqual([violation, { ...violation, rule: 'webhook-verification-off' }]);
  });

  it('refuses every call of that account, with an event each', () => {
    const { gate, events } = gateWith({ enforceAt: 'request' });
    expect(() => gate.admit(TOKEN)).toThrow(TwilioAuthPolicyError);
    expect(() => gate.admit(TOKEN)).toThrow(TwilioAuthPolicyError);
    expect(events).toEqual([violation, violation]);
  });

  it('admits the calls of the others', () => {
    const { gate, events } = gateWith({ enforceAt: 'request' });
    gate.admit(BLAMELESS);
    gate.admit({ ...BLAMELESS, rest: REST.main });
    expect(events).toEqual([]);
  });

  it('refuses from the moment an exception has ended', async () => {
    const { gate, clock } = gateWith({ enforceAt: 'request', exceptions: [EXCEPTION] });
    gate.admit(TOKEN);
    await clock.advance(2 * 86_400_000);
    expect(() => gate.admit(TOKEN)).toThrow(TwilioAuthPolicyError);
  });
});
