import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import type { KeyDelivery, KeyFormat } from '../../core/keys/key-options.js';
import { UsageError } from '../usage.js';

/** Where a new credential goes; in the form of `parseArgs`. */
export const DELIVERY_OPTIONS = {
  'deliver-file': { type: 'string' },
  'deliver-sid-file': { type: 'string' },
  'deliver-secret-file': { type: 'string' },
  deliver: { type: 'string' },
  format: { type: 'string' },
} as const;

/** For the help of a command that delivers. */
export const DELIVERY_HELP = [
  ['--deliver-file <file>', 'write a JSON file, which TWILIO_CREDENTIALS_FILE names'],
  [
    '--deliver-sid-file <file>, --deliver-secret-file <file>',
    'write a pair of files, which TWILIO_API_KEY_FILE and TWILIO_API_SECRET_FILE name',
  ],
  [
    '--deliver <command>',
    'run this command in the shell, with the JSON on its standard input and without TWILIO_ variables; another exit code than 0 is an error',
  ],
  ['--deliver -', 'print the JSON on standard output, and nothing else'],
  ['--format aws', 'write { accountSid, apiKeySid, apiKeySecret }, as AWS Secrets Manager has it'],
] as const;

interface Values {
  readonly 'deliver-file'?: string | undefined;
  readonly 'deliver-sid-file'?: string | undefined;
  readonly 'deliver-secret-file'?: string | undefined;
  readonly deliver?: string | undefined;
  readonly format?: string | undefined;
}

/** A delivery that a command line can name. */
export type CliDelivery = Exclude<KeyDelivery, (...given: never) => unknown>;

/** @throws {UsageError} unless exactly one destination is given. */
export function readDelivery(values: Values): CliDelivery {
  const { 'deliver-file': file, deliver: command } = values;
  const { 'deliver-sid-file': sidFile, 'deliver-secret-file': secretFile } = values;
  const isPair = sidFile !== undefined || secretFile !== undefined;
  const given = [file !== undefined, isPair, command !== undefined].filter(Boolean).length;
  if (given === 0) {
    throw new UsageError(
      'Say where the new credential goes: --deliver-file, --deliver-sid-file with --deliver-secret-file, or --deliver.',
    );
  }
  if (given > 1)
    throw new UsageError('Give one destination: a file, a pair of files, or --deliver.');
  if (isPair) return pairOf(sidFile, secretFile, values.format);
  const format = withoutUndefined({ format: formatOf(values.format) });
  if (file !== undefined) return { file: named('--deliver-file', file), ...format };
  if (command === '-') return { stdout: true, ...format };
  return { command: named('--deliver', command ?? ''), ...format };
}

/** Whether standard output belongs to the secret. */
export function isPrinted(delivery: object): boolean {
  return Object.hasOwn(delivery, 'stdout');
}

function pairOf(sidFile = '', secretFile = '', format?: string): CliDelivery {
  if (sidFile === '' || secretFile === '') {
    throw new UsageError('--deliver-sid-file and --deliver-secret-file belong together.');
  }
  if (format !== undefined) throw new UsageError('--format is for JSON, not for a pair of files.');
  return { sidFile, secretFile };
}

function formatOf(format: string | undefined): KeyFormat | undefined {
  if (format === undefined || format === 'aws') return format;
  throw new UsageError(`--format must be aws, not "${format}".`);
}

function named(option: string, value: string): string {
  if (value.trim() === '') throw new UsageError(`${option} is empty.`);
  return value;
}
