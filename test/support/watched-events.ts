import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { TwilioAuthEventMap, TwilioAuthEventName, TwilioAuthEvents } from 'nestjs-twilio-auth';

/** The fields of every event. A new event or a removed field is a compile error here. */
export const EVENT_FIELDS = {
  'token.fetched': ['account', 'clientId', 'lifetimeMs', 'tookMs', 'attempts'],
  'token.rejected': ['account', 'clientId', 'refreshed'],
  'store.failed': ['account', 'operation', 'reason'],
  'policy.violation': ['account', 'rule', 'severity'],
  'policy.exception-used': ['account', 'rule', 'until', 'reason'],
  'credentials.rotated': ['account', 'method', 'trigger'],
  'webhook.rejected': ['account', 'reason', 'method', 'path'],
  'webhook.accepted': ['account', 'key', 'method', 'path'],
  'api.called': ['account', 'method', 'host', 'path', 'status', 'tookMs', 'attempts'],
  'capability.refused': ['account', 'rule', 'method', 'path'],
  'token.failed': ['account', 'clientId', 'code', 'background', 'status', 'reason'],
} as const satisfies { [Name in TwilioAuthEventName]: readonly (keyof TwilioAuthEventMap[Name])[] };

export const EVENT_NAMES = Object.keys(EVENT_FIELDS) as TwilioAuthEventName[];

/** The last event of each name, at listeners and on diagnostics channels. */
export interface WatchedEvents extends Disposable {
  readonly heard: Map<string, object>;
  readonly published: Map<string, object>;
}

/** Records all events in both places, until it is disposed. */
export function watchEvents(events: TwilioAuthEvents): WatchedEvents {
  const heard = new Map<string, object>();
  const published = new Map<string, object>();
  const ends = EVENT_NAMES.map((name) => {
    const channel = `nestjs-twilio-auth:${name}`;
    const publish = (event: unknown): void => void published.set(name, event as object);
    subscribe(channel, publish);
    const off = events.on(name, (event) => void heard.set(name, event));
    return () => {
      unsubscribe(channel, publish);
      off();
    };
  });
  return { heard, published, [Symbol.dispose]: () => ends.forEach((end) => end()) };
}

/** Resolves at the next event of this name. */
export function nextEvent<Name extends TwilioAuthEventName>(
  events: TwilioAuthEvents,
  name: Name,
): Promise<TwilioAuthEventMap[Name]> {
  return new Promise((resolve) => {
    const off = events.on(name, (event) => {
      off();
      resolve(event);
    });
  });
}
