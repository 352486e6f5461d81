import { Injectable } from '@nestjs/common';
import { EventHub } from '../core/events/event-hub.js';
import { ObservedCalls } from '../core/events/observed-calls.js';
import type { Emit, TwilioAuthEventMap, TwilioAuthEventName } from '../core/events/events.js';

/**
 * What happens to credentials, tokens and webhooks in this application, typed and without
 * secrets. The same events go to `diagnostics_channel` as `nestjs-twilio-auth:<name>`.
 *
 * @example
 * import { Injectable } from '@nestjs/common';
 * import { TwilioAuthEvents } from 'nestjs-twilio-auth';
 *
 * @Injectable()
 * export class TokenMetrics {
 *   fetched = 0;
 *
 *   constructor(events: TwilioAuthEvents) {
 *     events.on('token.fetched', () => (this.fetched += 1));
 *   }
 * }
 */
@Injectable()
export class TwilioAuthEvents {
  readonly #hub = new EventHub();
  /** @internal */
  readonly calls = new ObservedCalls(this.#hub);

  /** Calls `listener` for every event of this name. Returns the function that stops it. */
  on<Name extends TwilioAuthEventName>(
    name: Name,
    listener: (event: TwilioAuthEventMap[Name]) => void,
  ): () => void {
    return this.#hub.on(name, listener);
  }

  /** @internal */
  get emit(): Emit {
    return this.#hub.emit;
  }
}
