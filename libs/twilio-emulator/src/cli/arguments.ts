import { parseArgs, type ParseArgsConfig } from 'node:util';
import { AUTH_METHODS, type AuthMethod } from '../server/env.js';
import type { WebhookOptions } from '../webhooks/post.js';
import {
  DEFAULT_HOST,
  DEFAULT_PORT,
  HELP,
  suggestion,
  UsageError,
  type CommandName,
} from './usage.js';

/** Where an emulator listens, and on which accounts. */
interface Address {
  readonly port: number;
  readonly host: string;
  readonly seedFile: string | undefined;
}

const DEFAULT_STEP_MS = '100';
const LONGEST_STEP_MS = 3_600_000;

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help'; readonly of: CommandName }
  | { readonly name: 'version' }
  | ({ readonly name: 'env'; readonly method: AuthMethod } & Address)
  | ({
      readonly name: 'start';
      readonly quiet: boolean;
      readonly random: boolean;
      readonly stepMs: number;
      readonly controlToken: string | undefined;
      readonly specs: string | undefined;
      readonly webhooks: WebhookOptions;
    } & Address);

const COMMON = {
  port: { type: 'string', short: 'p' },
  host: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const OPTIONS = {
  start: {
    ...COMMON,
    random: { type: 'boolean' },
    specs: { type: 'string' },
    quiet: { type: 'boolean', short: 'q' },
    version: { type: 'boolean', short: 'v' },
    'step-ms': { type: 'string' },
    'control-token': { type: 'string' },
    'webhook-target': { type: 'string' },
    'webhook-host': { type: 'string', multiple: true },
  },
  env: { ...COMMON, method: { type: 'string', short: 'm' } },
} as const;

/** @throws {UsageError} for an unknown command or option, or a wrong value. */
export function readArguments(argv: readonly string[]): Command {
  const [word, ...rest] = argv;
  if (word === undefined || word.startsWith('-')) return start(argv);
  switch (word) {
    case 'env':
      return env(rest);
    case 'start':
      return start(rest);
    case 'help':
      return { name: 'help', of: rest[0] === 'env' ? 'env' : 'start' };
    default: {
      const known = [...Object.keys(HELP), 'help'];
      throw new UsageError(`There is no command "${word}".${suggestion(word, known)}`);
    }
  }
}

function start(argv: readonly string[]): Command {
  const values = parse(argv, OPTIONS.start);
  if (values.help === true) return { name: 'help', of: 'start' };
  if (values.version === true) return { name: 'version' };
  const target = values['webhook-target'];
  if (target !== undefined && !/^https?:\/\//.test(target)) {
    throw new UsageError('--webhook-target must be an http or https URL.');
  }
  const controlToken = values['control-token'];
  if (controlToken !== undefined && !/^[\x21-\x7e]{16,}$/.test(controlToken)) {
    throw new UsageError('--control-token must have 16 characters or more, and no spaces.');
  }
  return {
    name: 'start',
    ...address(values),
    stepMs: wholeNumber('--step-ms', values['step-ms'] ?? DEFAULT_STEP_MS, LONGEST_STEP_MS),
    controlToken,
    quiet: values.quiet ?? false,
    random: values.random ?? false,
    specs: values.specs,
    webhooks: { hosts: values['webhook-host'] ?? [], ...(target !== undefined && { target }) },
  };
}

function env(argv: readonly string[]): Command {
  const values = parse(argv, OPTIONS.env);
  if (values.help === true) return { name: 'help', of: 'env' };
  const { method: named = 'oauth' } = values;
  const method = AUTH_METHODS.find((known) => known === named);
  if (method === undefined) {
    const known = AUTH_METHODS.join(', ');
    throw new UsageError(
      `--method must be one of ${known}, not "${named}".${suggestion(named, AUTH_METHODS)}`,
    );
  }
  const at = address(values);
  if (at.port === 0) throw new UsageError('--port must be the port that the emulator listens on.');
  return { name: 'env', method, ...at };
}

interface AddressValues {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly seed?: string | undefined;
}

function address({ port: text = DEFAULT_PORT, host = DEFAULT_HOST, seed }: AddressValues): Address {
  return { port: wholeNumber('--port', text, 65_535), host, seedFile: seed };
}

function wholeNumber(option: string, text: string, max: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > max || text.trim() === '') {
    throw new UsageError(`${option} must be a whole number from 0 to ${max}, not "${text}".`);
  }
  return number;
}

function parse<T extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ options: T }>>['values'] {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const unknown = /^Unknown option '(-[^']+)'/.exec(message)?.[1];
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && unknown !== undefined) {
      const known = Object.keys(options).map((name) => `--${name}`);
      throw new UsageError(`There is no option ${unknown}.${suggestion(unknown, known)}`);
    }
    throw new UsageError(message, { cause: error });
  }
}
