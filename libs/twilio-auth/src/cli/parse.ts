import { parseArgs, type ParseArgsConfig } from 'node:util';
import { suggestion, UsageError } from './usage.js';

/** Options in the form of `parseArgs`. */
export type OptionTable = NonNullable<ParseArgsConfig['options']>;

interface Config<T extends OptionTable> {
  args: string[];
  options: T;
  allowPositionals: true;
}

/** What a command line gives for these options. */
export type ValuesOf<T extends OptionTable> = ReturnType<typeof parseArgs<Config<T>>>['values'];

/**
 * The options and, where there may be some, the other arguments of a command.
 *
 * @throws {UsageError} for an option that does not exist or has no value, or one argument too many.
 */
export function parse<T extends OptionTable>(
  subject: string,
  argv: readonly string[],
  options: T,
  maxArguments = 0,
): { readonly values: ValuesOf<T>; readonly positionals: readonly string[] } {
  const { values, positionals } = parseOrExplain(subject, argv, options);
  const extra = positionals.slice(maxArguments);
  if (extra.length > 0) {
    throw new UsageError(`${subject} takes no argument "${extra.join(' ')}".`);
  }
  return { values, positionals };
}

/** The messages of `parseArgs` explain shell quoting; one sentence is enough. */
function parseOrExplain<T extends OptionTable>(
  subject: string,
  argv: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    const message = (error as Error).message.split('\n')[0] ?? '';
    const unknown = /^Unknown option '(-[^']+)'/.exec(message)?.[1];
    if (unknown === undefined) throw new UsageError(`${message}.`, { cause: error });
    const near = suggestion(
      unknown,
      Object.keys(options).map((option) => `--${option}`),
    );
    throw new UsageError(`${subject} has no option ${unknown}.${near}`, { cause: error });
  }
}
