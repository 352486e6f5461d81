import { ConsoleLogger, Inject, Injectable, Logger } from '@nestjs/common';
import { EventLines } from '../core/log/event-lines.js';
import type { LogLine } from '../core/log/log-line.js';
import type { Clock } from '../core/primitives/clock.js';
import { TWILIO_AUTH_CLOCK } from './tokens.js';
import { TwilioAuthEvents } from './twilio-auth-events.js';

/** The context of every line this library logs. */
export const LOG_CONTEXT = 'TwilioAuth';

/**
 * Nest 12 appends an object after the message to the same line. Nest 11 would print it as a
 * line of its own, so it gets the message alone.
 */
const APPENDS_PARAMS = 'stringifyParams' in ConsoleLogger.prototype;

/** Writes one line, with its parameters where Nest can append them. */
export function writeLine(logger: Logger, { level, message, params }: LogLine): void {
  if (APPENDS_PARAMS) logger[level](message, params);
  else logger[level](message);
}

/** Logs the events that someone on call should read. */
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
