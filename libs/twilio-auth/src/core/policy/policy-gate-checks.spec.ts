import { describe, expect, it } from 'vitest';
import { REST, route, VALID_ACCOUNT } from '#test/support/policy-rules.js';
import { CustomCredential, type Account } from '../accounts/account.js';
import { TwilioAuthPolicyError } from '../errors/policy.error.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { PolicyGate, type PolicyGateOptions } from './policy-gate.js';

const PRODUCTION = { name: 'production', isProduction: true, because: '' };
const DEVELOPMENT = { name: 'development', isProduction: false, because: '' };
const NOON = Date.UTC(2027, 0, 15, 12);
const DAY = { until: '2027-01-15', reason: 'the vendor is late' };
const CUSTOM: Account = { ...VALID_ACCOUNT, rest: new CustomCredential('vault', {}) };

function gateWith(
  rules: readonly string[] = [],
  { environment = PRODUCTION, ...more }: Partial<PolicyGateOptions['facts']> = {},
) {
  const events: object[] = [];
  const clock = new FakeClock(NOON);
  const gate = new PolicyGate({
    facts: { environment, ambientAuthToken: false, ...more },
    exceptions: rules.map((rule) => ({ rule, ...DAY })),
    enforceAt: 'boot',
    clock,
    emit: (name, event) => void events.push({ name, ...event }),
  });
  return { gate, events, clock };
}

const used = (rule: string) => ({
  name: 'policy.exception-used',
  account: 'default',
  rule,
  ...DAY,
});
const broken = (rule: string) => ({
  name: 'policy.violation',
  account: 'default',
  rule,
  severity: 'error',
});

describe('a header with an account SID and its Auth Token', () => {
  it.each([CUSTOM, { ...VALID_ACCOUNT, rest: REST.token }, { ...VALID_ACCOUNT, rest: REST.test }])(
    'is refused in production, with an event: $rest.method',
    (account) => {
      const { gate, events } = gateWith(['test-credentials']);
      expect(() => gate.assertAuthTokenAllowed(account)).toThrow(
        expect.objectContaining({
          reason: 'auth-token',
          message: expect.stringContaining(`The strategy "${account.rest.method}" made a header`),
        }),
      );
      expect(events).toEqual([broken('auth-token')]);
    },
  );

  it('is allowed by an exception for `auth-token`, with an event each time', () => {
    const { gate, events } = gateWith(['auth-token']);
    gate.assertAuthTokenAllowed(CUSTOM);
    gate.assertAuthTokenAllowed(CUSTOM);
    expect(events).toEqual([used('auth-token'), used('auth-token')]);
  });

  it.each([REST.token, REST.test])(
    'is no second event where the account is configured so: $method',
    (rest) => {
      const { gate, events } = gateWith(['auth-token', 'test-credentials']);
      gate.assertAuthTokenAllowed({ ...VALID_ACCOUNT, rest });
      expect(events).toEqual([]);
    },
  );

  it('is refused once the exception has ended', async () => {
    const { gate, clock } = gateWith(['auth-token']);
    await clock.advance(86_400_000);
    expect(() => gate.assertAuthTokenAllowed(CUSTOM)).toThrow(TwilioAuthPolicyError);
  });

  it('is allowed outside of production, without an event', () => {
    const { gate, events } = gateWith([], { environment: DEVELOPMENT });
    gate.assertAuthTokenAllowed(CUSTOM);
    expect(events).toEqual([]);
  });
});

describe('an unverified webhook', () => {
  it('may not be handled in production', () => {
    const { gate, events } = gateWith(['auth-token']);
    expect(gate.allowsUnverified(VALID_ACCOUNT)).toBe(false);
    expect(events).toEqual([]);
  });

  it('may be handled under an exception of its account, with an event each time', async () => {
    const { gate, events, clock } = gateWith(['webhook-verification-off']);
    expect(gate.allowsUnverified(VALID_ACCOUNT)).toBe(true);
    expect(gate.allowsUnverified({ ...VALID_ACCOUNT, name: 'billing' })).toBe(false);
    expect(events).toEqual([used('webhook-verification-off')]);
    await clock.advance(86_400_000);
    expect(gate.allowsUnverified(VALID_ACCOUNT)).toBe(false);
  });

  it('may be handled outside of production', () => {
    const { gate, events } = gateWith([], { environment: DEVELOPMENT });
    expect(gate.allowsUnverified(VALID_ACCOUNT)).toBe(true);
    expect(events).toEqual([]);
  });
});

describe('facts that are added', () => {
  it('keep those that are known', () => {
    const { gate } = gateWith([], { resolvesWebhookKeys: true });
    gate.addFacts({ rawBody: true }, [VALID_ACCOUNT]);
    gate.addFacts({ routes: [route()] }, [VALID_ACCOUNT]);
    expect(gate.facts).toMatchObject({
      environment: PRODUCTION,
      resolvesWebhookKeys: true,
      rawBody: true,
      routes: [{ handler: 'A.b', verify: true }],
    });
  });

  it('are own fields: what the prototype of a route has changes nothing', () => {
    const { gate } = gateWith();
    const inherited = Object.assign(Object.create({ accountVaries: true }) as object, {
      handler: 'A.b',
      verify: true,
    });
    const account = {
      ...VALID_ACCOUNT,
      webhook: { keys: [], verify: true, baseUrl: 'https://a.b' },
    };
    expect(() => gate.addFacts({ routes: [inherited] }, [account])).toThrow(
      expect.objectContaining({ reason: 'webhook-without-signing-key' }),
    );
  });
});

describe('a verdict', () => {
  it('has an exception only where one allows it', () => {
    const { gate } = gateWith(['main-key']);
    const verdicts = gate.evaluate([
      { ...VALID_ACCOUNT, rest: REST.main },
      { ...VALID_ACCOUNT, name: 'billing', rest: REST.main },
    ]);
    expect(verdicts.map((one) => Object.hasOwn(one, 'exception'))).toEqual([true, false]);
  });
});
