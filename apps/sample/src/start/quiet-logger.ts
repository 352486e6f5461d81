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
