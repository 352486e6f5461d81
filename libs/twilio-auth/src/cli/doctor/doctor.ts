import { access, readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import type { Variables } from '../../core/config/read-env.js';
import { systemClock } from '../../core/primitives/clock.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usage.js';
import { doctorText } from './doctor-text.js';
import { examineEnvironment, type DoctorReport } from './examine-environment.js';

/** In the form of `parseArgs`. */
export const DOCTOR_OPTIONS = {
  // Node 20 takes an option of this name for its own, even after the script, and exits before
  // this file runs if there is no such file. The short form is safe.
  'env-file': { type: 'string', short: 'f' },
  probe: { type: 'boolean' },
  timeout: { type: 'string' },
} as const;

export interface DoctorArguments {
  readonly json: boolean;
  readonly envFile?: string;
  /** Absent: no probe. */
  readonly probeLimitMs?: number;
}

interface Values {
  readonly 'env-file'?: string;
  readonly probe?: boolean;
  readonly timeout?: string;
  readonly json?: boolean;
}

const DEFAULT_TIMEOUT_SECONDS = 10;
const MAX_TIMEOUT_SECONDS = 600;

/** @throws {UsageError} for a wrong value. */
export function readDoctorArguments(values: Values): DoctorArguments {
  const { 'env-file': envFile, probe = false, timeout, json = false } = values;
  if (timeout !== undefined && !probe) throw new UsageError('--timeout needs --probe.');
  const seconds = Number(timeout ?? DEFAULT_TIMEOUT_SECONDS);
  if (!(seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS)) {
    throw new UsageError(`--timeout must be more than 0 and at most ${MAX_TIMEOUT_SECONDS}.`);
  }
  const probeLimitMs = probe ? seconds * 1000 : undefined;
  return { json, ...withoutUndefined({ envFile, probeLimitMs }) };
}

/** Examines the environment, prints the report, and returns the exit code. */
export async function doctor(
  { json, envFile, probeLimitMs }: DoctorArguments,
  { variables: shell, paint, out }: Terminal,
): Promise<number> {
  const variables = envFile === undefined ? shell : await readEnvFile(envFile, shell);
  const report = await examineEnvironment(variables, { clock: systemClock, probeLimitMs });
  out(json ? `${JSON.stringify(report, null, 2)}\n` : doctorText(report, paint));
  if (!json && envFile === undefined && (await isEnvFileUnused(report))) {
    out('There is an .env file here. To examine it: doctor -f .env\n');
  }
  return report.ok ? 0 : 1;
}

/** No Twilio variable is set, and there is an `.env` file in this folder. */
async function isEnvFileUnused({ variables: { set } }: DoctorReport): Promise<boolean> {
  if (set.some((name) => name.startsWith('TWILIO_'))) return false;
  return access('.env').then(
    () => true,
    () => false,
  );
}

/** How this machine reaches the network does not depend on the examined file. */
const NETWORK = /^(https?|no)_proxy$/i;

/** The variables of an `.env` file, without those of the shell of whoever examines it. */
async function readEnvFile(path: string, shell: Variables): Promise<Variables> {
  const network = Object.entries(shell).filter(([name]) => NETWORK.test(name));
  return { ...Object.fromEntries(network), ...parseEnv(await read(path)) };
}

async function read(path: string): Promise<string> {
  try {
    // A byte order mark would become part of the first name.
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    throw new UsageError(`--env-file ${path}: cannot be read (${code}).`, { cause: error });
  }
}
