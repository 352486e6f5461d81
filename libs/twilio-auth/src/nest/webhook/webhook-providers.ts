import type { Provider } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DEFAULT_ACCOUNT } from '../../core/accounts/account.js';
import { disabledError } from '../../core/client/disabled.js';
import type { Runtime } from '../../core/client/runtime.js';
import type { LoadedConfig } from '../../core/accounts/load-config.js';
import { isRefusal, type PolicyGate } from '../../core/policy/policy-gate.js';
import { webhookVerificationOffRule } from '../../core/policy/rules/webhook-rules.js';
import type { Clock } from '../../core/primitives/clock.js';
import type { Sealed } from '../../core/primitives/sealed.js';
import type { WebhookAccounts } from '../../core/webhook/key-ring.js';
import { WebhookVerifier } from '../../core/webhook/webhook-verifier.js';
import {
  TWILIO_AUTH_CLOCK,
  TWILIO_AUTH_CONFIG,
  TWILIO_AUTH_GATE,
  TWILIO_AUTH_RUNTIME,
} from '../tokens.js';
import { TwilioAuthEvents } from '../twilio-auth-events.js';
import { RawBodyProbe } from './webhook-setup.js';
import { TwilioWebhookVerifier } from './twilio-webhook-verifier.js';

/** What verifies webhooks in an application. */
export const WEBHOOK_PROVIDERS: Provider[] = [
  {
    provide: RawBodyProbe,
    inject: [HttpAdapterHost],
    useFactory: (host: HttpAdapterHost) => new RawBodyProbe(host),
  },
  {
    provide: TwilioWebhookVerifier,
    inject: [
      TWILIO_AUTH_RUNTIME,
      TWILIO_AUTH_CONFIG,
      TWILIO_AUTH_GATE,
      TWILIO_AUTH_CLOCK,
      TwilioAuthEvents,
    ],
    useFactory: (
      runtime: Runtime,
      config: Sealed<LoadedConfig>,
      gate: PolicyGate,
      clock: Clock,
      { emit }: TwilioAuthEvents,
    ) => {
      const { resolveWebhookKeys, environment } = config.open();
      return new TwilioWebhookVerifier(
        new WebhookVerifier({
          accounts: webhookAccounts(runtime),
          clock,
          emit,
          allowsUnverified: (account) => allowsUnverified(runtime, gate, account),
          explain: !environment.isProduction,
          ...(resolveWebhookKeys === undefined ? {} : { resolveKeys: resolveWebhookKeys }),
        }),
      );
    },
  },
];

function webhookAccounts(runtime: Runtime): WebhookAccounts {
  const { accounts } = runtime;
  const whileEnabled = <T>(value: T): T => {
    if (!runtime.enabled) throw disabledError('default');
    return value;
  };
  return {
    byName: (name) => whileEnabled(accounts.find(name)?.inUse()),
    bySid: (sid) => whileEnabled(accounts.findBySid(sid)?.inUse()),
    default: () => whileEnabled(accounts.find(DEFAULT_ACCOUNT)?.inUse()),
  };
}

/** Asked for each request: with `enforceAt: 'request'` nothing stopped the application at boot. */
function allowsUnverified({ accounts }: Runtime, gate: PolicyGate, name: string): boolean {
  const account = accounts.find(name)?.snapshot;
  if (account === undefined) return false;
  const routes = [{ handler: 'this route', account: name, verify: false }];
  return !gate
    .evaluate([account], { ...gate.facts, routes })
    .some((verdict) => verdict.rule === webhookVerificationOffRule.id && isRefusal(verdict));
}
