import { channel, type Channel } from 'node:diagnostics_channel';
import { EventEmitter } from 'node:events';
import type { Emit, TwilioAuthEventMap, TwilioAuthEventName } from './events.js';

/** The prefix of every `diagnostics_channel` this library publishes to. */
const CHANNEL_PREFIX = 'nestjs-twilio-auth:';

/**
 * Sends each event to the listeners of one application and to `diagnostics_channel`.
 *
 * A listener that throws or rejects must not fail the call that emitted the event: its error
 * becomes a warning of the process. Events are frozen, so that no listener changes them for the
 * next one.
 */
export class EventHub {
  readonly #emitter = new EventEmitter();
  /** Kept, because every webhook emits an event, and a lookup costs as much as publishing. */
  readonly #channels = new Map<TwilioAuthEventName, Channel>();

  readonly emit: Emit = (name, event) => {
    if (!this.isObserved(name)) return;
    Object.freeze(event);
    this.#notify(name, event);
    this.#channel(name).publish(event);
  };

  /** Whether an event of this name would reach anybody. */
  isObserved(name: TwilioAuthEventName): boolean {
    return this.#emitter.listenerCount(name) > 0 || this.#channel(name).hasSubscribers;
  }

  #notify(name: TwilioAuthEventName, event: object): void {
    for (const listener of this.#emitter.listeners(name)) {
      try {
        const outcome: unknown = listener(event);
        if (outcome instanceof Promise) outcome.catch((error: unknown) => warn(name, error));
      } catch (error) {
        warn(name, error);
      }
    }
  }

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

function warn(name: TwilioAuthEventName, error: unknown): void {
  const warning = error instanceof Error ? error : new Error(`a listener of ${name} failed`);
  process.emitWarning(warning);
}
