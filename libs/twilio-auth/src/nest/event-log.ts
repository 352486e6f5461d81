import { Inject, Injectable, Logger } from '@nestjs/common';
import { EventLines } from '../core/doctor/event-lines.js';
import type { LogLine } from '../core/doctor/log-line.js';
import type { Clock } from '../core/primitives/clock.js';
import { LOG_CONTEXT } from './log-context.js';
import { TWILIO_AUTH_CLOCK } from './tokens.js';
import { TwilioAuthEvents } from './twilio-auth-events.js';
import { writeLine } from './write-line.js';

/** Logs the events that somebody on call should read. */
@Injectable()
export class TwilioAuthEventLog {
  readonly #logger = new Logger(LOG_CONTEXT);

  constructor(
    @Inject(TwilioAuthEvents) events: TwilioAuthEvents,
    @Inject(TWILIO_AUTH_CLOCK) clock: Clock,
  ) {
    const lines = new EventLines(clock);
    events.on('token.failed', (event) => this.#write(lines.tokenFailed(event)));
    events.on('token.fetched', (event) => this.#write(lines.tokenFetched(event)));
    events.on('store.failed', (event) => this.#write(lines.storeFailed(event)));
    events.on('credentials.rotated', (event) => this.#write(lines.rotated(event)));
  }

  #write(line: LogLine | undefined): void {
    if (line !== undefined) writeLine(this.#logger, line);
  }
}
