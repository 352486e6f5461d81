import { isatty } from 'node:tty';
import { ConsoleLogger } from '@nestjs/common';

/** What Nest says of itself while it starts: a page of lines that nobody reads twice. */
const NEST_ITSELF = [
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
];

/** Nest's own logger, without the roll call of modules and routes. */
export class QuietLogger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (!NEST_ITSELF.includes(String(rest.at(-1)))) super.log(message, ...rest);
  }
}

/** Colours are for terminals; in a file or a pipe they are noise. See https://no-color.org. */
export function isColorful(): boolean {
  return isatty(1) && !process.env['NO_COLOR'];
}
