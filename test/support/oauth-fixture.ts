import type { Account, Credential } from '../../libs/twilio-auth/src/core/accounts/account.js';
import type {
  Emit,
  TwilioAuthEventMap,
  TwilioAuthEventName,
} from '../../libs/twilio-auth/src/core/events/events.js';
import { systemClock } from '../../libs/twilio-auth/src/core/primitives/clock.js';
import { Secret } from '../../libs/twilio-auth/src/core/primitives/secret.js';
import type { OAuthStrategyDeps } from '../../libs/twilio-auth/src/core/strategies/oauth.strategy.js';
import { OAuthStrategyFactory } from '../../libs/twilio-auth/src/core/strategies/oauth.strategy.js';
import type { TwilioAuthStrategy } from '../../libs/twilio-auth/src/core/strategies/strategy.js';
import { sendTo } from './send-token-request.js';

export const CLIENT_SECRET = 'client-secret-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKL';

/** An account that authenticates by OAuth. */
export function oauthAccount(
  changes: Partial<Credential<'oauth'>> = {},
): Account & { rest: Credential<'oauth'> } {
  return {
    name: 'default',
    accountSid: `AC${'a'.repeat(32)}`,
    rest: {
      method: 'oauth',
      clientId: `OQ${'b'.repeat(32)}`,
      clientSecret: new Secret(CLIENT_SECRET),
      ...changes,
    },
    webhook: { keys: [], verify: true },
    origin: {
      source: 'options',
      because: 'test',
      methodNamed: true,
      alternatives: [],
      variables: {},
    },
  };
}

/** Events in the order in which they were emitted. */
export class EventLog {
  readonly all: { readonly name: TwilioAuthEventName; readonly event: unknown }[] = [];

  readonly emit: Emit = (name, event) => {
    this.all.push({ name, event });
  };

  of<Name extends TwilioAuthEventName>(name: Name): TwilioAuthEventMap[Name][] {
    const events = this.all.filter((entry) => entry.name === name);
    return events.map(({ event }) => event as TwilioAuthEventMap[Name]);
  }
}

/** Of the optional methods, this one has all. */
export type OAuthStrategy = Required<TwilioAuthStrategy>;

/** A strategy with everything around it. */
export interface OAuthFixture {
  readonly factory: OAuthStrategyFactory;
  readonly strategy: OAuthStrategy;
  readonly events: EventLog;
  /** How many requests it has begun: known before they arrive anywhere. */
  sends(): number;
}

/** A strategy that talks to this endpoint, with everything around it. */
export function oauthFactory(
  endpoint: { readonly origin: string },
  changes: Partial<Credential<'oauth'>> = {},
  deps: Partial<OAuthStrategyDeps> = {},
): OAuthFixture {
  const events = new EventLog();
  const { send = sendTo(endpoint.origin) } = deps;
  let sends = 0;
  const factory = new OAuthStrategyFactory({
    clock: systemClock,
    emit: events.emit,
    random: () => 0.5,
    ...deps,
    send: (request) => {
      sends += 1;
      return send(request);
    },
  });
  const strategy = factory.create(oauthAccount(changes)) as OAuthStrategy;
  return { factory, strategy, events, sends: () => sends };
}
