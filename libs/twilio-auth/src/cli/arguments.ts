import { parseArgs, type ParseArgsConfig } from 'node:util';
import { DOCTOR_OPTIONS, readDoctorArguments, type DoctorArguments } from './doctor/doctor.js';
import type { HelpTopic } from './help.js';
import { INIT_OPTIONS, readInitArguments, type InitArguments } from './init/init.js';
import {
  PERMISSIONS_OPTIONS,
  readPermissionsArguments,
  type PermissionsArguments,
} from './permissions/permissions.js';
import {
  readRecommendArguments,
  RECOMMEND_OPTIONS,
  type RecommendArguments,
} from './recommend/recommend.js';
import { suggestion, UsageError } from './usage.js';

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help'; readonly of: HelpTopic }
  | { readonly name: 'version' }
  | ({ readonly name: 'doctor' } & DoctorArguments)
  | ({ readonly name: 'recommend' } & RecommendArguments)
  | ({ readonly name: 'init' } & InitArguments)
  | ({ readonly name: 'permissions' } & PermissionsArguments);

const COMMANDS = ['init', 'doctor', 'recommend', 'permissions'] as const;
type CommandName = (typeof COMMANDS)[number];

const HELP = { type: 'boolean', short: 'h' } as const;
const JSON_FLAG = { type: 'boolean' } as const;
const MAIN = { help: HELP, version: { type: 'boolean', short: 'v' }, json: JSON_FLAG } as const;

/** @throws {UsageError} for an unknown command or option, or a wrong value. */
export function readArguments(argv: readonly string[]): Command {
  const [word = '--help', ...rest] = argv;
  const name = commandOf(argv);
  if (name !== undefined) return readCommand(name, rest);
  if (word === 'help') return { name: 'help', of: commandOf(rest) ?? 'main' };
  if (!word.startsWith('-')) {
    throw new UsageError(`There is no command "${word}".${suggestion(word, COMMANDS)}`);
  }
  const { help, version } = parse(undefined, [word, ...rest], MAIN);
  if (help === true) return { name: 'help', of: 'main' };
  if (version === true) return { name: 'version' };
  throw new UsageError('No command was given.');
}

/** The command that the command line begins with, if there is one of this name. */
export function commandOf([word]: readonly string[]): CommandName | undefined {
  return COMMANDS.find((command) => command === word);
}

function readCommand(name: CommandName, argv: readonly string[]): Command {
  const common = { help: HELP, json: JSON_FLAG } as const;
  switch (name) {
    case 'init': {
      const values = parse(name, argv, { ...INIT_OPTIONS, help: HELP });
      return values.help === true
        ? { name: 'help', of: name }
        : { name, ...readInitArguments(values) };
    }
    case 'doctor': {
      const values = parse(name, argv, { ...DOCTOR_OPTIONS, ...common });
      return values.help === true
        ? { name: 'help', of: name }
        : { name, ...readDoctorArguments(values) };
    }
    case 'permissions': {
      const values = parse(name, argv, { ...PERMISSIONS_OPTIONS, ...common });
      return values.help === true
        ? { name: 'help', of: name }
        : { name, ...readPermissionsArguments(values) };
    }
    case 'recommend': {
      const values = parse(name, argv, { ...RECOMMEND_OPTIONS, ...common });
      return values.help === true
        ? { name: 'help', of: name }
        : { name, ...readRecommendArguments(values) };
    }
  }
}

function parse<T extends NonNullable<ParseArgsConfig['options']>>(
  command: CommandName | undefined,
  argv: readonly string[],
  options: T,
) {
  const { values, positionals } = parseOrExplain(command, argv, options);
  const subject = command ?? 'nestjs-twilio-auth';
  if (positionals.length > 0) {
    throw new UsageError(`${subject} takes no argument "${positionals.join(' ')}".`);
  }
  return values;
}

/** The messages of `parseArgs` explain shell quoting; one sentence is enough. */
function parseOrExplain<T extends NonNullable<ParseArgsConfig['options']>>(
  command: CommandName | undefined,
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
    const subject = command ?? 'nestjs-twilio-auth';
    throw new UsageError(`${subject} has no option ${unknown}.${near}`, { cause: error });
  }
}
