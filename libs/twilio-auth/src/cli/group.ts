import type { Help } from './help.js';
import { parse, type OptionTable, type ValuesOf } from './parse.js';
import type { Terminal } from './terminal.js';
import { suggestion, UsageError } from './usage.js';

/** What the words after the name of a group ask for. */
export type GroupRequest =
  | { readonly name: 'help'; readonly help: Help }
  | { readonly name: 'run'; readonly run: (terminal: Terminal) => Promise<number> };

/** A command of a group, such as `keys rotate`. */
export interface GroupCommand {
  readonly help: Help;
  /** @throws {UsageError} */
  read(subject: string, argv: readonly string[]): GroupRequest;
}

/** Commands that share a first word. */
export interface Group {
  readonly about: string;
  readonly notes: readonly string[];
  readonly commands: Readonly<Record<string, GroupCommand>>;
}

/** One command: its options, and what it does with their values. */
interface CommandSpec<T extends OptionTable> {
  readonly help: Help;
  readonly options: T;
  /** How many arguments that are no options it takes at most. */
  readonly maxArguments?: number;
  /** Checks the values before anything is done, and returns what to do; that returns the exit code. */
  read(
    values: ValuesOf<T>,
    positionals: readonly string[],
  ): (terminal: Terminal) => Promise<number>;
}

const HELP_OPTION = { help: { type: 'boolean', short: 'h' } } as const;

/** A command with its types, for the table of a group. */
export function groupCommand<const T extends OptionTable>(spec: CommandSpec<T>): GroupCommand {
  const { help, options, maxArguments } = spec;
  return {
    help,
    read(subject, argv) {
      // Before anything else, which a half-typed command line may not have.
      if (argv.some((word) => word === '--help' || word === '-h')) return { name: 'help', help };
      const { values, positionals } = parse(
        subject,
        argv,
        { ...options, ...HELP_OPTION },
        maxArguments,
      );
      return { name: 'run', run: spec.read(values, positionals) };
    },
  };
}

/**
 * Reads the words after the name of a group.
 *
 * @throws {UsageError} for a command that the group does not have.
 */
export function readGroup(name: string, group: Group, argv: readonly string[]): GroupRequest {
  const [word = '--help', ...rest] = argv;
  const command = commandIn(group, word);
  if (command !== undefined) return command.read(`${name} ${word}`, rest);
  if (word === '--help' || word === '-h' || word === 'help') {
    const topic = word === 'help' && commandIn(group, rest[0] ?? '');
    return { name: 'help', help: topic ? topic.help : helpOf(name, group) };
  }
  const names = Object.keys(group.commands);
  throw new UsageError(
    `${name} has no command "${word}".${suggestion(word, names)} There are ${names.join(', ')}.`,
  );
}

/** The words of a command line that name a command of a group, for messages. */
export function subjectIn(name: string, group: Group, [word = '']: readonly string[]): string {
  return commandIn(group, word) === undefined ? name : `${name} ${word}`;
}

function commandIn({ commands }: Group, word: string): GroupCommand | undefined {
  return Object.hasOwn(commands, word) ? commands[word] : undefined;
}

function helpOf(name: string, { about, notes, commands }: Group): Help {
  const list = Object.entries(commands).map(
    ([command, { help }]) => [command, help.summary ?? help.about] as const,
  );
  return {
    usage: `${name} <command> [options]`,
    about,
    title: 'Commands',
    list: [...list, ['-h, --help', 'print this text; after a command, its options']],
    notes,
  };
}
