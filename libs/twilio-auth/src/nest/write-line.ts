import { ConsoleLogger, type Logger } from '@nestjs/common';
import type { LogLine } from '../core/doctor/log-line.js';

/**
 * Nest 12 attaches an object after the message to the line; Nest 11 would print it as a second
 * line, so there the message alone has to do.
 */
const ATTACHES = 'stringifyParams' in ConsoleLogger.prototype;

/** Writes one line, with its parts where Nest can attach them. */
export function writeLine(logger: Logger, { level, message, params }: LogLine): void {
  if (ATTACHES) logger[level](message, params);
  else logger[level](message);
}
