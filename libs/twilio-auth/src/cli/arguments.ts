import { parseArgs } from 'node:util';
import { PURPOSES, type Purpose } from './recommend/purpose.js';
import { EDGES } from './recommend/advice.js';
import { UsageError } from './usage.js';

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' | 'version' }
  | {
      readonly name: 'doctor';
      readonly json: boolean;
      readonly envFile?: string;
      /** Absent: no probe. */
      readonly probeLimitMs?: number;
    }
  | {
      readonly name: 'recommend';
      readonly json: boolean;
      /** Absent: ask. */
      readonly purpose?: Purpose;
      readonly region?: string;
    };

const OPTIONS = {
  // Node 20 looks for its own option of this name behind the script, too, and ends before this
  // file runs when there is no such file. The short form is ours alone.
  'env-file': { type: 'string', short: 'f' },
  probe: { type: 'boolean' },
  timeout: { type: 'string' },
  for: { type: 'string' },
  region: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** The options that each command knows; the others would be ignored, and so they are refused. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  doctor: ['env-file', 'probe', 'timeout', 'json'],
  recommend: ['for', 'region', 'json'],
};
const DEFAULT_TIMEOUT_SECONDS = 10;
const MAX_TIMEOUT_SECONDS = 600;

/** @throws {UsageError} for an unknown command or option, or a wrong value. */
export function readArguments(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  if (values.help === true || argv.length === 0) return { name: 'help' };
  if (values.version === true) return { name: 'version' };
  const [name = '', ...more] = positionals;
  const known = KNOWN[name];
  if (known === undefined) {
    throw new UsageError(name === '' ? 'Which command?' : `There is no command "${name}".`);
  }
  if (more.length > 0) throw new UsageError(`${name} takes no further word: "${more.join(' ')}".`);
  const foreign = Object.keys(values).find((option) => !known.includes(option));
  if (foreign !== undefined) throw new UsageError(`${name} has no option --${foreign}.`);
  const json = values.json ?? false;
  return name === 'doctor' ? doctor(values, json) : recommend(values, json);
}

type Values = ReturnType<typeof parse>['values'];

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function doctor({ 'env-file': envFile, probe, timeout }: Values, json: boolean): Command {
  if (timeout !== undefined && probe !== true) throw new UsageError('--timeout needs --probe.');
  const seconds = Number(timeout ?? DEFAULT_TIMEOUT_SECONDS);
  if (!(seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS)) {
    throw new UsageError(`--timeout must be more than 0 and at most ${MAX_TIMEOUT_SECONDS}.`);
  }
  return {
    name: 'doctor',
    json,
    ...(envFile === undefined ? {} : { envFile }),
    ...(probe === true ? { probeLimitMs: seconds * 1000 } : {}),
  };
}

function recommend({ for: word, region: place }: Values, json: boolean): Command {
  const purpose = PURPOSES.find((known) => known === word);
  if (word !== undefined && purpose === undefined) {
    throw new UsageError(`--for must be one of ${PURPOSES.join(', ')}, not "${word}".`);
  }
  const region = place?.toLowerCase();
  if (region !== undefined && EDGES[region] === undefined) {
    throw new UsageError(`--region must be one of ${Object.keys(EDGES).join(', ')}.`);
  }
  return {
    name: 'recommend',
    json,
    ...(purpose === undefined ? {} : { purpose }),
    ...(region === undefined ? {} : { region }),
  };
}
