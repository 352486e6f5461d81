import { UsageError } from '../usage.js';

/** For the help of a command that delivers. */
export const COMMAND_HELP = [
  [
    '--deliver <command>',
    'run this command in the shell, with the new value on its standard input and without TWILIO_ variables; another exit code than 0 is an error',
  ],
  ['--deliver -', 'print the new value on standard output, and nothing else'],
] as const;

/**
 * The one destination that a command line names: a file by one of these options, a command, or
 * standard output.
 *
 * @throws {UsageError} unless exactly one is given.
 */
export function destinationIn<D>(
  files: Readonly<Record<string, string | undefined>>,
  command: string | undefined,
  toFile: Readonly<Record<string, (path: string) => D>>,
): D | { readonly command: string } | { readonly stdout: true } {
  const named = Object.entries({ ...files, '--deliver': command }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const [given, ...others] = named;
  if (given === undefined || others.length > 0) {
    const all = [...Object.keys(files), '--deliver'].join(', ');
    throw new UsageError(`Say where the new credential goes, by one of ${all}.`);
  }
  const [option, value] = given;
  if (value.trim() === '') throw new UsageError(`${option} is empty.`);
  const file = toFile[option];
  if (file !== undefined) return file(value);
  return value === '-' ? { stdout: true } : { command: value };
}
