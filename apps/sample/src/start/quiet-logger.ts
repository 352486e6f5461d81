import { isatty } from 'node:tty';
import { ConsoleLogger } from '@nestjs/common';

/** The contexts in which Nest logs modules and routes while it starts. */
const NEST_STARTUP = [
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
];

/** Nest's own logger, without the lines about modules and routes. */
export class QuietLogger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (!NEST_STARTUP.includes(String(rest.at(-1)))) super.log(message, ...rest);
  }
}

/** Colours are for terminals only, not for files or pipes. See https://no-color.org. */
export function isColorful(): boolean {
  return isatty(1) && !process.env['NO_COLOR'];
}
