import type { Attributes, Meter, ObservableCallback } from '@opentelemetry/api';
import { countedAs } from '../core/accounts/account-names.js';
import type { TwilioAuthEvents } from '../nest/twilio-auth-events.js';
import { outcomeAttributes, requestAttributes } from './call-attributes.js';

/**
 * In seconds. Without it, the SDK's own limits would be used, which are meant for milliseconds. Those of the
 * conventions (https://opentelemetry.io/docs/specs/semconv/http/http-metrics/), and the default limit of a call.
 */
const BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30];

/** Turns events into metrics. Returns the functions that stop it. */
export function recordMetrics(events: TwilioAuthEvents, meter: Meter): (() => void)[] {
  const seconds = (name: string, description: string) =>
    meter.createHistogram(name, {
      unit: 's',
      description,
      advice: { explicitBucketBoundaries: BOUNDARIES },
    });
  const counter = (name: string, description: string) => meter.createCounter(name, { description });
  const calls = seconds('twilio.api.call.duration', 'Calls to the API, with all their retries.');
  const resends = counter('twilio.api.call.resends', 'Requests beyond the first one of each call.');
  const fetches = seconds('twilio.oauth.token.fetch.duration', 'Token requests that succeeded.');
  const failures = counter('twilio.oauth.token.failures', 'Tokens that could not be fetched.');
  const rejections = counter('twilio.oauth.token.rejections', 'Tokens that an API rejected.');
  const stores = counter('twilio.oauth.store.failures', 'Failures of the shared token store.');
  const webhooks = counter('twilio.webhooks', 'Webhooks that were verified or rejected.');
  const rotations = counter('twilio.credential.rotations', 'Credentials that were replaced.');
  const refusals = counter('twilio.capability.refusals', 'Calls that the credential cannot make.');
  const violations = counter('twilio.policy.violations', 'Policy rules that an account broke.');
  const exceptions = counter('twilio.policy.exceptions_used', 'Uses of a policy exception.');
  const permissions = meter.createObservableCounter('twilio.permission.calls', {
    description: 'Calls by the permission that they need.',
  });
  const observe: ObservableCallback = (result) => {
    for (const { account, permission, calls: made } of events.calls.permissions()) {
      result.observe(made, { ...accountOf({ account }), 'twilio.permission': permission });
    }
  };
  permissions.addCallback(observe);

  return [
    () => permissions.removeCallback(observe),
    events.on('api.called', (call) => {
      const attributes = { ...requestAttributes(call), ...outcomeAttributes(call) };
      calls.record(call.tookMs / 1000, { ...attributes, ...accountOf(call) });
      const more = call.attempts - 1;
      if (more > 0) resends.add(more, { 'server.address': call.host, ...accountOf(call) });
    }),
    events.on('token.fetched', (token) => fetches.record(token.tookMs / 1000, accountOf(token))),
    events.on('token.failed', ({ account, code, reason, background }) => {
      const type = reason ?? code;
      failures.add(1, {
        ...accountOf({ account }),
        'error.type': type,
        'twilio.background': background,
      });
    }),
    events.on('token.rejected', ({ account, refreshed }) =>
      rejections.add(1, { ...accountOf({ account }), 'twilio.refreshed': refreshed }),
    ),
    events.on('store.failed', ({ account, operation }) =>
      stores.add(1, { ...accountOf({ account }), 'twilio.operation': operation }),
    ),
    events.on('webhook.accepted', ({ account, key }) =>
      webhooks.add(1, {
        ...accountOf({ account }),
        'twilio.outcome': 'accepted',
        'twilio.key': key,
      }),
    ),
    events.on('webhook.rejected', ({ reason }) =>
      // Not its account, which is whatever the sender wrote.
      webhooks.add(1, { 'twilio.outcome': 'rejected', 'error.type': reason }),
    ),
    events.on('credentials.rotated', ({ account, method, trigger }) =>
      rotations.add(1, {
        ...accountOf({ account }),
        'twilio.method': method,
        'twilio.trigger': trigger,
      }),
    ),
    events.on('capability.refused', ({ account, rule }) =>
      refusals.add(1, { ...accountOf({ account }), 'twilio.rule': rule }),
    ),
    events.on('policy.violation', ({ account, rule, severity }) =>
      violations.add(1, {
        ...accountOf({ account }),
        'twilio.rule': rule,
        'twilio.severity': severity,
      }),
    ),
    events.on('policy.exception-used', ({ account, rule }) =>
      exceptions.add(1, { ...accountOf({ account }), 'twilio.rule': rule }),
    ),
  ];
}

function accountOf({ account }: { readonly account?: string }): Attributes {
  return account === undefined ? {} : { 'twilio.account': countedAs(account) };
}
