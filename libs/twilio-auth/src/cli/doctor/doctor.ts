import { access } from 'node:fs/promises';
import { systemClock } from '../../core/primitives/clock.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import { loadEnvFile } from '../env-file.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usage.js';
import { doctorText } from './doctor-text.js';
import { examineEnvironment, type DoctorReport } from './examine-environment.js';

/** In the form of `parseArgs`. */
export const DOCTOR_OPTIONS = {
  file: { type: 'string', short: 'f' },
  // Node 20 treats this flag as its own, even after the script: it loads the file before the doctor
  // does, and ends if there is none. So the help names --file only.
  'env-file': { type: 'string' },
  environment: { type: 'string' },
  probe: { type: 'boolean' },
  timeout: { type: 'string' },
} as const;

export interface DoctorArguments {
  readonly json: boolean;
  readonly file?: string;
  /** Used instead of NODE_ENV. */
  readonly environment?: string;
  /** Absent: no probe. */
  readonly probeLimitMs?: number;
}

interface Values {
  readonly file?: string;
  readonly 'env-file'?: string;
  readonly environment?: string;
  readonly probe?: boolean;
  readonly timeout?: string;
  readonly json?: boolean;
}

const DEFAULT_TIMEOUT_SECONDS = 10;
const MAX_TIMEOUT_SECONDS = 600;

/** @throws {UsageError} for a wrong value. */
export function readDoctorArguments(values: Values): DoctorArguments {
  const { probe = false, timeout, json = false, environment } = values;
  const file = values.file ?? values['env-file'];
  if (timeout !== undefined && !probe) throw new UsageError('--timeout needs --probe.');
  const seconds = Number(timeout ?? DEFAULT_TIMEOUT_SECONDS);
  if (!(seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS)) {
    throw new UsageError(`--timeout must be more than 0 and at most ${MAX_TIMEOUT_SECONDS}.`);
  }
  const probeLimitMs = probe ? seconds * 1000 : undefined;
  return { json, ...withoutUndefined({ file, environment, probeLimitMs }) };
}

/** Examines the environment, prints the report, and returns the exit code. */
export async function doctor(
  { json, file, environment, probeLimitMs }: DoctorArguments,
  { variables: own, out, ...style }: Terminal,
): Promise<number> {
  const loaded = file === undefined ? own : await loadEnvFile(file, own);
  const variables = environment === undefined ? loaded : { ...loaded, NODE_ENV: environment };
  const report = await examineEnvironment(variables, { clock: systemClock, probeLimitMs });
  out(json ? `${JSON.stringify(report, null, 2)}\n` : doctorText(report, style));
  if (!json && file === undefined && (await isEnvFileUnused(report))) {
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
