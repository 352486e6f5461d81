import { parseArgs } from 'node:util';
import { DOCTOR_OPTIONS, readDoctorArguments, type DoctorArguments } from './doctor/doctor.js';
import {
  readRecommendArguments,
  RECOMMEND_OPTIONS,
  type RecommendArguments,
} from './recommend/recommend.js';
import { UsageError } from './usage.js';

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' | 'version' }
  | ({ readonly name: 'doctor' } & DoctorArguments)
  | ({ readonly name: 'recommend' } & RecommendArguments);

const OPTIONS = {
  ...DOCTOR_OPTIONS,
  ...RECOMMEND_OPTIONS,
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** The options of each command. Others are refused instead of ignored. */
const COMMANDS: Readonly<Record<string, object>> = {
  doctor: DOCTOR_OPTIONS,
  recommend: RECOMMEND_OPTIONS,
};

/** @throws {UsageError} for an unknown command or option, or a wrong value. */
export function readArguments(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  if (values.help === true || argv.length === 0) return { name: 'help' };
  if (values.version === true) return { name: 'version' };
  const [name = '', ...more] = positionals;
  const options = COMMANDS[name];
  if (options === undefined) {
    throw new UsageError(name === '' ? 'Which command?' : `There is no command "${name}".`);
  }
  if (more.length > 0) throw new UsageError(`${name} takes no argument "${more.join(' ')}".`);
  const foreign = Object.keys(values).find((option) => !(option in { ...options, json: true }));
  if (foreign !== undefined) throw new UsageError(`${name} has no option --${foreign}.`);
  return name === 'doctor'
    ? { name: 'doctor', ...readDoctorArguments(values) }
    : { name: 'recommend', ...readRecommendArguments(values) };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}
