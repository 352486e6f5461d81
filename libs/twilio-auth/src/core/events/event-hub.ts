import { channel, type Channel } from 'node:diagnostics_channel';
import { EventEmitter } from 'node:events';
import type { Emit, TwilioAuthEventMap, TwilioAuthEventName } from './events.js';

/** The prefix of every `diagnostics_channel` this library publishes to. */
export const CHANNEL_PREFIX = 'nestjs-twilio-auth:';

/**
 * Hands each event to the listeners of one application and to `diagnostics_channel`.
 *
 * A listener that throws must not cost a call its answer, so its error is reported as an
 * unhandled exception would be, after the caller has gone on.
 */
export class EventHub {
  readonly #emitter = new EventEmitter();
  /** Kept, because a webhook is an event and the look-up costs as much as its emission. */
  readonly #channels = new Map<TwilioAuthEventName, Channel>();

  readonly emit: Emit = (name, event) => {
    for (const listener of this.#emitter.listeners(name)) {
      try {
        listener(event);
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : new Error(String(error)));
      }
    }
    const diagnostics = this.#channel(name);
    if (diagnostics.hasSubscribers) diagnostics.publish(event);
  };

  #channel(name: TwilioAuthEventName): Channel {
    const known = this.#channels.get(name);
    if (known !== undefined) return known;
    const found = channel(CHANNEL_PREFIX + name);
    this.#channels.set(name, found);
    return found;
  }

  /** Calls `listener` for every event of this name. Returns the function that stops it. */
  on<Name extends TwilioAuthEventName>(
    name: Name,
    listener: (event: TwilioAuthEventMap[Name]) => void,
  ): () => void {
    this.#emitter.on(name, listener);
    return () => this.#emitter.off(name, listener);
  }
}
