import { DOCTOR_OPTIONS, readDoctorArguments, type DoctorArguments } from './doctor/doctor.js';
import { readGroup, subjectIn, type Group, type GroupRequest } from './group.js';
import { helpOf, type Help, type HelpTopic } from './help.js';
import { INIT_OPTIONS, readInitArguments, type InitArguments } from './init/init.js';
import { KEYS } from './keys/keys.js';
import { AUTH_TOKEN } from './auth-token/rotate.js';
import { OAUTH } from './oauth/rotate-secret.js';
import { SUBACCOUNT } from './subaccount/create.js';
import { parse } from './parse.js';
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
  | GroupRequest
  | { readonly name: 'version' }
  | ({ readonly name: 'doctor' } & DoctorArguments)
  | ({ readonly name: 'recommend' } & RecommendArguments)
  | ({ readonly name: 'init' } & InitArguments)
  | ({ readonly name: 'permissions' } & PermissionsArguments);

const COMMANDS = ['init', 'doctor', 'recommend', 'permissions'] as const;
type CommandName = (typeof COMMANDS)[number];

/** Commands of an administrator, which share their first word. */
const GROUPS: Readonly<Record<string, Group>> = {
  keys: KEYS,
  oauth: OAUTH,
  'auth-token': AUTH_TOKEN,
  subaccount: SUBACCOUNT,
};

const HELP = { type: 'boolean', short: 'h' } as const;
const JSON_FLAG = { type: 'boolean' } as const;
const MAIN = { help: HELP, version: { type: 'boolean', short: 'v' }, json: JSON_FLAG } as const;

/** @throws {UsageError} for an unknown command or option, or a wrong value. */
export function readArguments(argv: readonly string[]): Command {
  const [word = '--help', ...rest] = argv;
  const name = commandOf(argv);
  if (name !== undefined) return readCommand(name, rest);
  const group = groupOf(word);
  if (group !== undefined) return readGroup(word, group, rest);
  if (word === 'help') return readHelp(rest);
  if (!word.startsWith('-')) {
    const words = [...COMMANDS, ...Object.keys(GROUPS)];
    throw new UsageError(`There is no command "${word}".${suggestion(word, words)}`);
  }
  const { help, version } = parse('nestjs-twilio-auth', [word, ...rest], MAIN).values;
  if (help === true) return helpWith('main');
  if (version === true) return { name: 'version' };
  throw new UsageError('No command was given.');
}

/** The words of the command that a command line begins with, for messages. */
export function subjectOf(argv: readonly string[]): string | undefined {
  const [word = '', ...rest] = argv;
  const group = groupOf(word);
  return group === undefined ? commandOf(argv) : subjectIn(word, group, rest);
}

function commandOf([word]: readonly string[]): CommandName | undefined {
  return COMMANDS.find((command) => command === word);
}

function groupOf(word: string): Group | undefined {
  return Object.hasOwn(GROUPS, word) ? GROUPS[word] : undefined;
}

function readHelp(argv: readonly string[]): Command {
  const [word = '', ...rest] = argv;
  const group = groupOf(word);
  if (group !== undefined) return readGroup(word, group, ['help', ...rest]);
  return helpWith(commandOf(argv) ?? 'main');
}

function helpWith(topic: HelpTopic): { readonly name: 'help'; readonly help: Help } {
  return { name: 'help', help: helpOf(topic) };
}

function readCommand(name: CommandName, argv: readonly string[]): Command {
  const common = { help: HELP, json: JSON_FLAG } as const;
  switch (name) {
    case 'init': {
      const { values } = parse(name, argv, { ...INIT_OPTIONS, help: HELP });
      return values.help === true ? helpWith(name) : { name, ...readInitArguments(values) };
    }
    case 'doctor': {
      const { values } = parse(name, argv, { ...DOCTOR_OPTIONS, ...common });
      return values.help === true ? helpWith(name) : { name, ...readDoctorArguments(values) };
    }
    case 'permissions': {
      const { values } = parse(name, argv, { ...PERMISSIONS_OPTIONS, ...common });
      return values.help === true ? helpWith(name) : { name, ...readPermissionsArguments(values) };
    }
    case 'recommend': {
      const { values } = parse(name, argv, { ...RECOMMEND_OPTIONS, ...common });
      return values.help === true ? helpWith(name) : { name, ...readRecommendArguments(values) };
    }
  }
}
