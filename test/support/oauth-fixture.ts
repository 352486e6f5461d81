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
import { baseAccount } from './base-account.js';
import { tokenRequestTo } from './send-token-request.js';

export const CLIENT_SECRET = 'client-secret-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKL';

/** An account that authenticates by OAuth. */
export function baseOAuthAccount(
  changes: Partial<Credential<'oauth'>> = {},
): Account & { rest: Credential<'oauth'> } {
  const rest = {
    method: 'oauth',
    clientId: `OQ${'b'.repeat(32)}`,
    clientSecret: new Secret(CLIENT_SECRET),
    ...changes,
  } as const;
  return { ...baseAccount(), rest };
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

/** A strategy with all optional methods. */
export type OAuthStrategy = Required<TwilioAuthStrategy>;

/** A strategy with its factory, its events and the number of its requests. */
export interface OAuthFixture {
  readonly factory: OAuthStrategyFactory;
  readonly strategy: OAuthStrategy;
  readonly events: EventLog;
  /** How many requests it has started, whether they have arrived or not. */
  sends(): number;
}

/** A strategy that fetches its tokens from this endpoint. */
export function oauthFactory(
  endpoint: { readonly origin: string },
  changes: Partial<Credential<'oauth'>> = {},
  deps: Partial<OAuthStrategyDeps> = {},
): OAuthFixture {
  const events = new EventLog();
  const { send = tokenRequestTo(endpoint.origin) } = deps;
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
  const strategy = factory.create(baseOAuthAccount(changes)) as OAuthStrategy;
  return { factory, strategy, events, sends: () => sends };
}
